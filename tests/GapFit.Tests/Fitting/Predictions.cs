using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapFit.Tests.Fitting;

/// <summary>Energies and forces by which potentials are compared.</summary>
internal static class Predictions
{
    /// <summary>What a potential gives for every structure of a file: its energy, then its forces.</summary>
    public static List<double[]> Of(string potential, string structures) => Of(GapPotential.Load(potential), structures);

    public static List<double[]> Of(GapPotential potential, string structures)
    {
        using var evaluator = new GapEvaluator(potential);
        var result = new EvaluationResult();
        return [.. ExtendedXyzReader.Read(structures).Select(frame =>
        {
            evaluator.Evaluate(frame.Structure, Properties.Energy | Properties.Forces, result);
            return (double[])[result.Energy, .. result.Forces];
        })];
    }

    /// <summary>Energies agree relative to themselves, forces relative to the largest component of the structure.</summary>
    public static void Agree(List<double[]> expected, List<double[]> actual, double tolerance)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Length, actual[i].Length);
            double force = expected[i].Skip(1).Max(Math.Abs);
            for (int k = 0; k < expected[i].Length; k++)
            {
                double allowed = tolerance * (k == 0 ? Math.Abs(expected[i][0]) : force);
                Assert.True(Math.Abs(expected[i][k] - actual[i][k]) <= allowed,
                    FormattableString.Invariant($"structure {i}, number {k}: {actual[i][k]:r}, expected {expected[i][k]:r} within {allowed:g2}"));
            }
        }
    }
}
