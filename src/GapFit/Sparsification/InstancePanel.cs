namespace GapFit.Sparsification;

/// <summary>A few instances side by side.</summary>
internal sealed class InstancePanel(int rows, int dimensions)
{
    internal int Count { get; private set; }

    /// <summary>Vectors, Count x d in row order.</summary>
    internal double[] X { get; } = new double[checked(rows * dimensions)];

    /// <summary>Index of each instance among all.</summary>
    internal long[] Indices { get; } = new long[rows];

    internal ReadOnlySpan<double> Row(int i) => X.AsSpan(i * dimensions, dimensions);

    internal void Add(long index, ReadOnlySpan<double> x)
    {
        x.CopyTo(X.AsSpan(Count * dimensions));
        Indices[Count++] = index;
    }

    internal void Clear() => Count = 0;
}
