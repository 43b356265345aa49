using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapFit.Tests.Validation;

/// <summary>A pair potential of sodium, small enough to be fast, and frames whose data differ from it by errors that are known.</summary>
internal static class SmallModel
{
    /// <summary>e0 of sodium, eV.</summary>
    public const double IsolatedAtom = -5.0;

    public static GapPotential Potential { get; } = GapPotential.FromDefinition(new GapDefinition
    {
        Label = "T",
        GapVersion = 1686220958,
        IsolatedAtomEnergies = [.. Enumerable.Range(0, 119).Select(z => z == 11 ? IsolatedAtom : 0.0)],
        Coordinates =
        [
            new CoordinateDefinition
            {
                Label = "T1",
                Descriptor = "distance_2b cutoff=5.0 cutoff_transition_width=1.0 Z1=11 Z2=11",
                Kernel = KernelKind.SquaredExponential,
                EnergyScale = 0.5,
                SignalMean = 0.0,
                LengthScales = [1.0],
                Dimensions = 1,
                SparsePoints = [2.5, 3.5],
                Weights = [0.4, -0.7],
                SparseCutoffs = [1.0, 1.0],
            },
        ],
    });

    /// <summary>A row of atoms along x, the distances growing from <paramref name="distance"/> (A), without data.</summary>
    public static ExtendedXyzFrame Row(int atoms, double distance, string comment = "", string cell = "") => Parse(string.Concat(
        $"{atoms}\n{cell} {comment} Properties=species:S:1:pos:R:3\n",
        string.Concat(Enumerable.Range(0, atoms).Select(i => FormattableString.Invariant($"Na {i * distance + 0.03 * i * i} {0.1 * (i % 2)} 0\n")))));

    public static ExtendedXyzFrame Parse(string text) => Assert.Single(ExtendedXyzReader.Read(new StringReader(text), "data.xyz"));

    public static EvaluationResult Evaluate(ExtendedXyzFrame frame)
    {
        using var evaluator = new GapEvaluator(Potential);
        var result = new EvaluationResult();
        evaluator.Evaluate(frame.Structure, Properties.Energy | Properties.Forces | Properties.Virial, result);
        return result;
    }

    /// <summary>The frame with data: the potential's energy less <paramref name="energyError"/>, its forces less the given errors.</summary>
    public static ExtendedXyzFrame WithData(
        ExtendedXyzFrame frame, double energyError, double[]? forceErrors = null, string forceName = "forces")
    {
        EvaluationResult model = Evaluate(frame);
        double[] forces = model.Forces.ToArray();
        for (int k = 0; k < (forceErrors?.Length ?? 0); k++)
            forces[k] -= forceErrors![k];
        return new ExtendedXyzFrame
        {
            Structure = frame.Structure,
            Info = [.. frame.Info, new("energy", (model.Energy - energyError).ToString("R", System.Globalization.CultureInfo.InvariantCulture))],
            Columns = forceErrors is null ? [] : [ExtendedXyzColumn.OfReals(forceName, 3, forces)],
            HasLattice = frame.HasLattice,
            LineNumber = frame.LineNumber,
            Source = frame.Source,
        };
    }
}
