namespace GapFit.Sparsification;

/// <summary>Sees one instance: its index and its vector, which lives until the call returns.</summary>
internal delegate void InstanceVisitor(long index, ReadOnlySpan<double> x);

/// <summary>Scans one instance at a time.</summary>
internal static class InstanceVisits
{
    internal static void Visit(this IInstanceSource source, InstanceVisitor visit)
    {
        int dimensions = source.Dimensions;
        source.Scan(block =>
        {
            for (int i = 0; i < block.Count; i++)
                visit(block.First + i, block.X.AsSpan(i * dimensions, dimensions));
        });
    }
}
