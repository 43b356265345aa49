using GapCore.Potentials;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>Two definitions state the same, every number bit for bit.</summary>
internal static class SameDefinition
{
    public static void As(GapDefinition expected, GapDefinition actual)
    {
        Assert.Equal(expected.Label, actual.Label);
        Assert.Equal(expected.GapVersion, actual.GapVersion);
        Assert.Equal(expected.CommandLine, actual.CommandLine);
        Bits([expected.EnergyScale], [actual.EnergyScale]);
        Bits(expected.IsolatedAtomEnergies, actual.IsolatedAtomEnergies);
        Assert.Equal(expected.Coordinates.Count, actual.Coordinates.Count);
        for (int i = 0; i < expected.Coordinates.Count; i++)
            As(expected.Coordinates[i], actual.Coordinates[i]);
        As(expected.Core, actual.Core);
    }

    private static void As(CoordinateDefinition expected, CoordinateDefinition actual)
    {
        Assert.Equal(
            (expected.Label, expected.Descriptor, expected.Kernel, expected.Dimensions, expected.Permutations),
            (actual.Label, actual.Descriptor, actual.Kernel, actual.Dimensions, actual.Permutations));
        Bits([expected.EnergyScale, expected.SignalMean], [actual.EnergyScale, actual.SignalMean]);
        Assert.Equal(expected.Zeta.HasValue, actual.Zeta.HasValue);
        Bits([expected.Zeta ?? 0], [actual.Zeta ?? 0]);
        Bits(expected.LengthScales, actual.LengthScales);
        Bits(expected.Weights, actual.Weights);
        Bits(expected.SparseCutoffs, actual.SparseCutoffs);
        Bits(expected.SparsePoints, actual.SparsePoints);
    }

    private static void As(GlueDefinition? expected, GlueDefinition? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is null || actual is null)
            return;
        Assert.Equal(
            expected.Types.Select(type => (type.AtomicNumber, type.Type, type.DensityUsesSpline)),
            actual.Types.Select(type => (type.AtomicNumber, type.Type, type.DensityUsesSpline)));
        Assert.Equal(expected.Pairs.Select(pair => (pair.Type1, pair.Type2)), actual.Pairs.Select(pair => (pair.Type1, pair.Type2)));
        Bits(Numbers(expected), Numbers(actual));
    }

    private static double[] Numbers(GlueDefinition glue) =>
    [
        .. glue.Types.SelectMany(type => new[] { type.Density, type.Embedding }).Concat(glue.Pairs.Select(pair => pair.Potential))
            .SelectMany(table => (double[])[.. table.Knots, .. table.Values, table.StartSlope, table.EndSlope]),
    ];

    private static void Bits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
