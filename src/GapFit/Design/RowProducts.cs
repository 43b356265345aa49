using GapCore.Numerics;

namespace GapFit.Design;

/// <summary>
/// Products of many rows with sparse points, D S^T, with the evaluation's own kernel: rows are turned once into panels of 24, component by
/// component, which stay in the second-level cache while sparse points stream through. One per thread.
/// </summary>
internal sealed class RowProducts
{
    /// <summary>Rows of a panel: three of the widest vectors.</summary>
    private const int PanelRows = 24;

    private readonly int _length;
    private AlignedArray _panels;
    private int _count;

    /// <param name="length">Components of a row, a multiple of 8.</param>
    internal RowProducts(int length) => _length = length;

    /// <summary>Distance between the products of one sparse point and the next: the rows, rounded up to whole panels.</summary>
    internal int Stride => Whole(_count);

    /// <summary>That many rows, rounded up to whole panels.</summary>
    internal static int Whole(int rows) => (rows + PanelRows - 1) / PanelRows * PanelRows;

    /// <summary>Takes rows, row after row; those up to the next whole panel must be there, their content does not matter.</summary>
    internal void Load(ReadOnlySpan<double> rows, int count)
    {
        _count = count;
        if (_panels.Length < Stride * _length)
            _panels = new AlignedArray(Stride * _length);
        for (int row = 0; row < Stride; row += Transposition.Rows)
            Transposition.Turn(rows[(row * _length)..], _length,
                _panels.AsSpan(row / PanelRows * PanelRows * _length + row % PanelRows), PanelRows, _length);
    }

    /// <summary>products[s * Stride + r] = row r times sparse point first + s, for some packed panels of eight points.</summary>
    /// <param name="packed">Sparse points as <see cref="PanelProduct.Pack"/> leaves them.</param>
    /// <param name="first">First panel.</param>
    /// <param name="panels">How many.</param>
    /// <param name="products">Takes the products.</param>
    internal void Multiply(ReadOnlySpan<double> packed, int first, int panels, Span<double> products)
    {
        switch (Simd.Best)
        {
            case SimdLevel.Vector512:
                Multiply<Simd512>(packed, first, panels, products);
                break;
            case SimdLevel.Vector256:
                Multiply<Simd256>(packed, first, panels, products);
                break;
            default:
                Multiply<SimdScalar>(packed, first, panels, products);
                break;
        }
    }

    private void Multiply<T>(ReadOnlySpan<double> packed, int first, int panels, Span<double> products)
        where T : struct, ISimdDouble<T>
    {
        for (int row = 0; row < Stride; row += PanelRows)
            PanelProduct.Dots<T>(packed, first, panels, _length, _length, _panels.AsSpan(row * _length), PanelRows, 0, PanelRows / T.Width,
                products[row..], Stride);
    }
}
