using GapCore;
using GapCore.IO;
using GapCore.IO.ExtendedXyz;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.Data;
using GapFit.Options;

namespace GapFit.Fitting;

/// <summary>The potential and its file: whether that can be written, before the fit, and the writing after it.</summary>
internal static class PotentialOutput
{
    /// <exception cref="GapException">Argument: the file is one that the fit reads. Io: it cannot be written.</exception>
    internal static void Check(FitOptions options)
    {
        RequireOther(options.PotentialFile, options.AtomsFile, "at_file");
        if (options.CoreArguments is not null)
            RequireOther(options.PotentialFile, options.CoreFile, "core_param_file");
        AtomicFile.Probe(options.PotentialFile);
    }

    /// <summary>The potential; with weights of zero where there are none yet.</summary>
    internal static GapDefinition Definition(
        IReadOnlyList<CoordinateDefinition> coordinates, double[]? weights, FitOptions options, TrainingSet data)
    {
        int first = 0;
        var weighted = new List<CoordinateDefinition>();
        foreach (CoordinateDefinition coordinate in coordinates)
        {
            weighted.Add(weights is null ? coordinate : coordinate with { Weights = weights[first..(first + coordinate.SparseCount)] });
            first += coordinate.SparseCount;
        }

        return new GapDefinition
        {
            Label = QuipXmlWriter.NewLabel(DateTimeOffset.Now),
            GapVersion = QuipXmlWriter.CurrentVersion,
            IsolatedAtomEnergies = data.IsolatedAtomEnergies,
            Coordinates = weighted,
            Core = data.Core,
            CommandLine = options.CommandLine,
        };
    }

    /// <summary>Writes the potential with its sidecars and, where there is one, its posterior variance.</summary>
    internal static void Write(GapDefinition definition, FitOptions options, TrainingSet data, Action<Stream>? posterior)
    {
        using TextReader? training = options.CopyAtomsFile ? new StreamReader(ExtendedXyzReader.Open(options.AtomsFile)) : null;
        QuipXmlWriter.Write(definition, options.PotentialFile, new QuipXmlWriterOptions
        {
            SparseSeparateFile = options.SparseInSeparateFiles,
            TrainingXyz = training,
            Posterior = posterior,
            CoreXml = data.CoreXml,
            CoreInitArgs = options.CoreArguments ?? "",
        });
    }

    private static void RequireOther(string potential, string input, string key)
    {
        if (Target(potential) == Target(input))
            throw new GapException(GapErrorKind.Argument,
                $"gp_file and {key} are both {Shown.Path(potential)}, expected another file for the potential");
    }

    private static string Target(string path) =>
        File.Exists(path) ? new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path) : Path.GetFullPath(path);
}
