using System.Globalization;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Design;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Fitting;

/// <summary>The fit that the reference program documented step by step: its linear system and its potential, from the same sparse points.</summary>
public sealed class ReferenceFitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Linear_system_is_that_of_the_reference()
    {
        TrainingSet data = TrainingSet.Read(Options(), SilentProgress.Instance);
        var columns = new List<FitColumns>();
        foreach (CoordinateDefinition coordinate in new GapFitter(Options(), data, new FitRunSettings { Threads = 1 }, SilentProgress.Instance)
            .Fit().Definition!.Coordinates)
            columns.Add(new FitColumns(coordinate, columns.Sum(other => other.Count)));
        LinearSystem system = LinearSystem.Of(columns, data.Frames, Options().SparseJitter);
        Agree(Dump("ls_Kmm"), system.SparseCovariance, "K_mm");
        Agree(Dump("ls_Kmn.0"), system.Rows, "K_nm");
        Agree(Dump("ls_globalY.0"), system.Targets, "targets");
        Agree(Dump("ls_lambda.0"), system.Variances, "noise");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Predictions_are_those_of_the_reference(int threads)
    {
        FitResult result = GapFitter.Run(Options(), new FitRunSettings { Threads = threads }, SilentProgress.Instance);
        using GapEvaluator expected = new(GapPotential.Load(RepositoryPaths.Reference("fit-si", "gap_v3.xml")));
        using GapEvaluator actual = new(GapPotential.Load(_folder.File("fitted.xml")));
        using GapEvaluator inMemory = new(GapPotential.FromDefinition(result.Definition!));
        foreach (ExtendedXyzFrame frame in ExtendedXyzReader.Read(RepositoryPaths.Reference("fit-si", "tr.xyz")))
        {
            EvaluationResult reference = new();
            expected.Evaluate(frame.Structure, Properties.Energy | Properties.Forces, reference);
            foreach (GapEvaluator evaluator in new[] { actual, inMemory })
            {
                EvaluationResult own = new();
                evaluator.Evaluate(frame.Structure, Properties.Energy | Properties.Forces, own);
                Near(reference.Energy, own.Energy, 1e-7 * frame.Structure.Count, "energy");
                for (int i = 0; i < 3 * frame.Structure.Count; i++)
                    Near(reference.Forces[i], own.Forces[i], 1e-6, $"force component {i}");
            }
        }
    }

    /// <summary>Largest difference relative to the size of the whole: elements near zero carry the rounding of their neighbours.</summary>
    private static void Agree(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Near(expected[i], actual[i], 1e-10 * size, $"{what}[{i}]");
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, FormattableString.Invariant($"{what} is {actual:r}, expected {expected:r} within {tolerance:g2}"));

    private static double[] Dump(string name) =>
        [.. File.ReadLines(RepositoryPaths.Reference("fit-si", name)).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    private FitOptions Options()
    {
        GapDefinition reference = QuipXmlReader.Read(RepositoryPaths.Reference("fit-si", "gap_v3.xml"));
        return new FitOptions
        {
            AtomsFile = RepositoryPaths.Reference("fit-si", "tr.xyz"),
            Gap = [.. reference.Coordinates.Select(Coordinate)],
            DefaultRegularisation = new Regularisation(0.001, 0.05, 0.05),
            RegularisationByConfigType = new Dictionary<string, Regularisation> { ["liq"] = new(0.005, 0.1, 0.1) },
            SparseJitter = 1e-8,
            PotentialFile = _folder.File("fitted.xml"),
            CopyAtomsFile = false,
            CommandLine = "at_file=tr.xyz",
            Seed = 42,
        };
    }

    private CoordinateOptions Coordinate(CoordinateDefinition coordinate)
    {
        string file = _folder.File($"points-{coordinate.Label}");
        if (!File.Exists(file))
            File.WriteAllLines(file, Enumerable.Range(0, coordinate.SparseCount).Select(s => string.Join(' ',
                coordinate.SparsePoints.Skip(s * coordinate.Dimensions).Take(coordinate.Dimensions).Prepend(coordinate.SparseCutoffs[s])
                    .Select(number => number.ToString("r", CultureInfo.InvariantCulture)))));
        return new CoordinateOptions
        {
            Descriptor = coordinate.Descriptor,
            Name = coordinate.Descriptor.Trim().Split(' ')[0],
            Kernel = coordinate.Kernel,
            EnergyScale = coordinate.EnergyScale,
            SignalMean = coordinate.SignalMean,
            Zeta = coordinate.Zeta,
            LengthScaleRule = coordinate.Dimensions switch { 1 => LengthScaleRule.Uniform, 3 => LengthScaleRule.Factor, _ => LengthScaleRule.None },
            LengthScaleValues = coordinate.Dimensions switch { 1 => [1.0], 3 => [0.5], _ => [] },
            SparseMethod = SparseMethod.File,
            SparseFile = file,
            AddSpecies = false,
        };
    }
}
