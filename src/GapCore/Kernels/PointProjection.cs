using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// Sparse points in an orthonormal basis of their numerical row space: directions, coordinates, and what the first r directions leave.
/// </summary>
internal sealed class PointProjection
{
    /// <summary>Directions that explain less than this part of all points (Frobenius norm) are rounding.</summary>
    private const double Negligible = 1e-14;

    /// <summary>Points that are projected together.</summary>
    private const int Columns = 72;

    private readonly AlignedArray _directions;
    private readonly double[] _remaining;
    private readonly int _padded;

    private PointProjection(AlignedArray directions, double[] coordinates, double[] remaining, int dimensions, double largestPoint)
    {
        _directions = directions;
        _remaining = remaining;
        _padded = Simd.Pad(dimensions);
        Coordinates = coordinates;
        Dimensions = dimensions;
        LargestPoint = largestPoint;
    }

    internal int Dimensions { get; }

    /// <summary>Directions, a multiple of 8.</summary>
    internal int Rank => _remaining.Length - 1;

    /// <summary>V^T s of every point, M x Rank in row order.</summary>
    internal double[] Coordinates { get; }

    /// <summary>Norm of the longest point.</summary>
    internal double LargestPoint { get; }

    internal long Bytes => (long)_directions.Length * sizeof(double);

    internal static PointProjection Of(double[] points, int count, int dimensions)
    {
        double total = 0, largest = 0;
        for (int s = 0; s < count; s++)
        {
            double square = VectorProduct.Dot(points.AsSpan(s * dimensions, dimensions), points.AsSpan(s * dimensions, dimensions));
            total += square;
            largest = Math.Max(largest, square);
        }

        RowSpace space = RowSpace.Of(points, count, dimensions);
        int rank = Math.Min(Simd.Pad(space.RankFor(Negligible * Math.Sqrt(total))), space.Count & ~(PanelProduct.RowBlock - 1));
        AlignedArray directions = PanelProduct.Pack(space.Directions(rank), rank, dimensions);
        double[] remaining = new double[rank + 1];
        PointProjection projection = new(directions, new double[count * rank], remaining, dimensions, Math.Sqrt(largest));
        projection.Fill(points, count);
        return projection;
    }

    /// <summary>|S_perp|_F that the first <paramref name="rank"/> directions leave, measured on the points themselves.</summary>
    internal double Remaining(int rank) => _remaining[rank];

    /// <summary>inner.X = V^T X for some vectors of instances.</summary>
    internal void Project<T>(DescriptorPanel panel, int column, int vectors, DescriptorPanel inner)
        where T : struct, ISimdDouble<T> =>
        PanelProduct.Dots<T>(
            _directions, 0, Rank / PanelProduct.RowBlock, _padded, _padded, panel.X, panel.Stride, column, vectors, inner.X, panel.Stride);

    /// <summary>panel.Adjoints = V inner.Adjoints over the first <paramref name="depth"/> directions, plus a rest where there is one.</summary>
    internal void Back<T>(DescriptorPanel inner, int depth, int vectors, DescriptorPanel panel, ReadOnlySpan<double> rest = default)
        where T : struct, ISimdDouble<T>
    {
        if (rest.IsEmpty)
            panel.Adjoints.Clear();
        else
            rest[..panel.Adjoints.Length].CopyTo(panel.Adjoints);
        PanelProduct.BackProject<T>(_directions, 0, depth / PanelProduct.RowBlock, _padded, _padded, inner.Adjoints, panel.Stride, 0, vectors,
            panel.Adjoints);
    }

    private void Fill(double[] points, int count)
    {
        DescriptorPanel panel = new(Dimensions, Columns), inner = new(Rank, Columns);
        int vectors = Columns / Simd256.Width;
        double beyond = 0;
        for (int first = 0; first < count; first += Columns)
        {
            int used = Math.Min(Columns, count - first);
            for (int b = 0; b < used; b += Transposition.Rows)
                Load(points, first + b, Math.Min(Transposition.Rows, used - b), panel.X[b..], panel.Stride);
            Project<Simd256>(panel, 0, vectors, inner);
            for (int k = 0; k < Rank; k++)
                _remaining[k] += VectorProduct.Dot(inner.X.Slice(k * inner.Stride, used), inner.X.Slice(k * inner.Stride, used));
            for (int k = 0; k < Rank; k += Transposition.Rows)
                Transposition.Turn(inner.X[(k * inner.Stride)..], inner.Stride, Coordinates.AsSpan(first * Rank + k), Rank, used);

            inner.X.CopyTo(inner.Adjoints);
            Back<Simd256>(inner, Rank, vectors, panel);
            for (int k = 0; k < Dimensions; k++)
                beyond += VectorProduct.SquaredDistance(
                    panel.X.Slice(k * panel.Stride, used), panel.Adjoints.Slice(k * panel.Stride, used));
        }

        // From what each direction explains to what is left before it.
        _remaining[Rank] = beyond;
        for (int k = Rank - 1; k >= 0; k--)
            _remaining[k] += _remaining[k + 1];
        for (int k = 0; k <= Rank; k++)
            _remaining[k] = Math.Sqrt(_remaining[k]);
    }

    /// <summary>Some points, at most eight, into columns.</summary>
    private void Load(double[] points, int first, int used, Span<double> columns, int stride)
    {
        if (used == Transposition.Rows)
        {
            Transposition.Turn(points.AsSpan(first * Dimensions), Dimensions, columns, stride, Dimensions);
            return;
        }

        for (int b = 0; b < used; b++)
            for (int k = 0; k < Dimensions; k++)
                columns[k * stride + b] = points[(first + b) * Dimensions + k];
    }
}
