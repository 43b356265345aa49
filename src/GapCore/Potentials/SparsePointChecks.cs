namespace GapCore.Potentials;

/// <summary>A coordinate's arrays have the lengths its counts say and hold finite numbers.</summary>
internal static class SparsePointChecks
{
    internal static void Require(CoordinateDefinition definition)
    {
        int count = definition.SparseCount;
        Length(definition, definition.SparseCutoffs.Length, count, "sparse cutoffs");
        Length(definition, definition.SparsePoints.Length, (long)count * definition.Dimensions, "sparse point components");
        Finite(definition, definition.Weights, "weight alpha");
        Finite(definition, definition.SparseCutoffs, "sparse cutoff");
        Finite(definition, definition.SparsePoints, "sparse point component");
        Finite(definition, [definition.EnergyScale, definition.SignalMean, definition.Zeta ?? 0], "energy scale, signal mean or zeta");
    }

    private static void Length(CoordinateDefinition definition, int length, long expected, string what)
    {
        if (length != expected)
            throw new GapException(GapErrorKind.Format, $"coordinate {definition.Label} has {length} {what}, expected {expected} "
                + $"({definition.SparseCount} sparse points, {definition.Dimensions} dimensions)");
    }

    private static void Finite(CoordinateDefinition definition, ReadOnlySpan<double> values, string what)
    {
        for (int i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new GapException(GapErrorKind.Format,
                    $"coordinate {definition.Label} has {what} {i + 1} = {values[i]}, expected a finite number");
    }
}
