namespace GapCore.Numerics;

/// <summary>
/// A lower triangular matrix, packed for forward substitution with many right-hand sides at once: panels of eight rows as
/// <see cref="PanelProduct"/> has them, each as wide as its last row. n (n + 8) / 2 numbers or a little more.
/// </summary>
internal sealed class LowerTriangle
{
    private const int Block = PanelProduct.RowBlock;

    private readonly AlignedArray _packed;

    internal LowerTriangle(int order)
    {
        Order = order;
        _packed = new AlignedArray(checked((int)Start(Panels)));
    }

    /// <summary>n.</summary>
    internal int Order { get; }

    private int Panels => (Order + Block - 1) / Block;

    /// <summary>Sets elements 0 .. row of a row.</summary>
    internal void SetRow(int row, ReadOnlySpan<double> elements)
    {
        Span<double> panel = Panel(row / Block);
        for (int k = 0; k <= row; k++)
            panel[k * Block + row % Block] = elements[k];
    }

    /// <summary>Solves T X = Y in place; element (row, column) of Y is at row * stride + column.</summary>
    /// <param name="y">Right-hand sides. Columns beyond those in use, up to the next multiple of 8, must be finite.</param>
    /// <param name="stride">Distance between rows, a multiple of 8.</param>
    /// <param name="columns">Columns in use.</param>
    /// <param name="scratch">At least 8 * stride numbers.</param>
    /// <param name="level">Width of the arithmetic.</param>
    internal void Solve(Span<double> y, int stride, int columns, Span<double> scratch, SimdLevel level)
    {
        switch (level)
        {
            case SimdLevel.Vector512:
                Solve<Simd512>(y, stride, columns, scratch);
                break;
            case SimdLevel.Vector256:
                Solve<Simd256>(y, stride, columns, scratch);
                break;
            default:
                Solve<SimdScalar>(y, stride, columns, scratch);
                break;
        }
    }

    private void Solve<T>(Span<double> y, int stride, int columns, Span<double> known)
        where T : struct, ISimdDouble<T>
    {
        int vectors = (columns + T.Width - 1) / T.Width;
        for (int p = 0; p < Panels; p++)
        {
            int first = p * Block;
            ReadOnlySpan<double> panel = Panel(p);
            PanelProduct.Dots<T>(panel, 0, 1, 0, first, y, stride, 0, vectors, known, stride);
            for (int t = 0; t < Block && first + t < Order; t++)
            {
                Span<double> target = y.Slice((first + t) * stride, columns);
                VectorProduct.AddScaled(known.Slice(t * stride, columns), -1, target);
                for (int u = 0; u < t; u++)
                    VectorProduct.AddScaled(y.Slice((first + u) * stride, columns), -panel[(first + u) * Block + t], target);
                VectorProduct.Scale(target, 1 / panel[(first + t) * Block + t]);
            }
        }
    }

    private Span<double> Panel(int panel) => _packed.AsSpan((int)Start(panel), Block * Block * (panel + 1));

    /// <summary>Where a panel begins: those before it have 8, 16, 24 ... columns of 8 rows.</summary>
    private static long Start(long panel) => Block * Block / 2 * panel * (panel + 1);
}
