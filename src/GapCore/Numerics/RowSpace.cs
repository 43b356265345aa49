namespace GapCore.Numerics;

/// <summary>
/// Orthonormal basis of the numerical row space of a tall matrix S (M x d). A sparse random sketch of d + 64 rows carries the row space (Nelson
/// and Nguyen 2013, 10.1109/FOCS.2013.21); Gram-Schmidt with row pivoting and explicit deflation orders its directions. What a basis leaves
/// of S is for the caller to measure on S itself, so that nothing rests on the sketch.
/// </summary>
internal sealed class RowSpace
{
    /// <summary>Sketch rows that each row of S is added to.</summary>
    private const int Spread = 8;

    private const int Seed = 20130501;

    private readonly double[] _basis;
    private readonly double[] _remaining;
    private readonly int _dimensions;

    private RowSpace(double[] basis, double[] remaining, int dimensions)
    {
        _basis = basis;
        _remaining = remaining;
        _dimensions = dimensions;
    }

    /// <summary>Directions found before the sketch was used up to rounding.</summary>
    internal int Count => _remaining.Length;

    /// <summary>The first <paramref name="rank"/> directions, rank x d in row order.</summary>
    internal ReadOnlySpan<double> Directions(int rank) => _basis.AsSpan(0, rank * _dimensions);

    /// <summary>Smallest rank that leaves at most this Frobenius norm of the sketch (about that of S itself).</summary>
    internal int RankFor(double remaining)
    {
        int rank = 0;
        while (rank < Count && _remaining[rank] > remaining)
            rank++;
        return rank;
    }

    internal static RowSpace Of(ReadOnlySpan<double> rows, int count, int dimensions)
    {
        int sketched = dimensions + 64;
        return count <= sketched
            ? Orthogonalise(rows.ToArray(), count, dimensions)
            : Orthogonalise(Sketch(rows, count, dimensions, sketched), sketched, dimensions);
    }

    /// <summary>Every row of S, with random signs, into a few random rows of the sketch; Frobenius norms agree in the mean.</summary>
    private static double[] Sketch(ReadOnlySpan<double> rows, int count, int dimensions, int sketched)
    {
        Random random = new(Seed);
        double[] sketch = new double[sketched * dimensions];
        double scale = 1 / Math.Sqrt(Spread);
        for (int s = 0; s < count; s++)
            for (int i = 0; i < Spread; i++)
                VectorProduct.AddScaled(rows.Slice(s * dimensions, dimensions), random.Next(2) == 0 ? scale : -scale,
                    sketch.AsSpan(random.Next(sketched) * dimensions, dimensions));
        return sketch;
    }

    private static RowSpace Orthogonalise(double[] work, int count, int dimensions)
    {
        int most = Math.Min(count, dimensions);
        double[] basis = new double[most * dimensions];
        List<double> remaining = [];
        double[] squares = new double[count];
        for (int i = 0; i < count; i++)
            squares[i] = VectorProduct.Dot(work.AsSpan(i * dimensions, dimensions), work.AsSpan(i * dimensions, dimensions));
        double total = squares.Sum();
        double rounding = total * 1e-30;
        for (int rank = 0; rank < most; rank++)
        {
            double left = squares.Sum();
            int pivot = Array.IndexOf(squares, squares.Max());
            if (left <= rounding || squares[pivot] == 0)
                break;
            remaining.Add(Math.Sqrt(left));
            Span<double> direction = basis.AsSpan(rank * dimensions, dimensions);
            work.AsSpan(pivot * dimensions, dimensions).CopyTo(direction);
            Reorthogonalise(basis, rank, dimensions);
            for (int i = 0; i < count; i++)
            {
                Span<double> row = work.AsSpan(i * dimensions, dimensions);
                VectorProduct.AddScaled(direction, -VectorProduct.Dot(direction, row), row);
                squares[i] = VectorProduct.Dot(row, row);
            }

            squares[pivot] = 0;
            work.AsSpan(pivot * dimensions, dimensions).Clear();
        }

        return new RowSpace(basis, [.. remaining], dimensions);
    }

    /// <summary>Twice is enough: removes earlier directions from direction number rank and normalises it.</summary>
    private static void Reorthogonalise(double[] basis, int rank, int dimensions)
    {
        Span<double> direction = basis.AsSpan(rank * dimensions, dimensions);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < rank; k++)
            {
                ReadOnlySpan<double> earlier = basis.AsSpan(k * dimensions, dimensions);
                VectorProduct.AddScaled(earlier, -VectorProduct.Dot(earlier, direction), direction);
            }

            double inverse = 1 / Math.Sqrt(VectorProduct.Dot(direction, direction));
            for (int k = 0; k < dimensions; k++)
                direction[k] *= inverse;
        }
    }
}
