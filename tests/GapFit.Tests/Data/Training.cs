using GapCore.Potentials;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>Training sets from text.</summary>
internal static class Training
{
    public const string Cube = "Lattice=\"10 0 0 0 10 0 0 0 10\" Properties=species:S:1:pos:R:3";

    /// <summary>Two sodium atoms with the comment line given after the cell; rows end in <paramref name="first"/> and <paramref name="second"/>.</summary>
    public static string Pair(string comment, string first = "", string second = "") =>
        $"2\n{Cube}{comment}\nNa 0 0 0 {first}\nNa 0 0 3 {second}\n";

    /// <summary>A pair potential of any species; isolated atoms of no energy.</summary>
    public static FitOptions Options(string path) => new()
    {
        AtomsFile = path,
        Gap = [Coordinate("distance_2b", "distance_2b cutoff=4.0")],
        DefaultRegularisation = new Regularisation(0.001, 0.1, 0.2),
        IsolatedAtomEnergies = new double[119],
        CommandLine = "",
    };

    public static CoordinateOptions Coordinate(string name, string descriptor) => new()
    {
        Descriptor = descriptor,
        Name = name,
        Kernel = name == "soap" ? KernelKind.DotProduct : KernelKind.SquaredExponential,
        EnergyScale = 1,
        Place = $"gap entry 1 ({name})",
    };

    public static TrainingSet Read(string text, Func<FitOptions, FitOptions>? change = null, IFitProgress? progress = null)
    {
        using var folder = new TemporaryFolder();
        FitOptions options = Options(folder.Write("train.xyz", text));
        return TrainingSet.Read(change?.Invoke(options) ?? options, progress ?? SilentProgress.Instance);
    }

    public static FitFrame ReadFrame(string text, Func<FitOptions, FitOptions>? change = null) =>
        Assert.Single(Read(text, change).Frames);
}
