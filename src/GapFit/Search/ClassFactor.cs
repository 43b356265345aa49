using GapFit.Design;
using GapFit.LinearAlgebra;

namespace GapFit.Search;

/// <summary>The triangular factor of a class of rows, which arrive a few at a time and are folded in when there are enough.</summary>
internal sealed class ClassFactor
{
    private const int Room = 512;

    private readonly double[] _rows;
    private int _count;

    internal ClassFactor(int unknowns)
    {
        Factor = new TriangularFactor(unknowns);
        _rows = new double[Room * (unknowns + 1)];
    }

    /// <summary>Complete after <see cref="Finish"/>.</summary>
    internal TriangularFactor Factor { get; }

    internal static long Bytes(long unknowns) => sizeof(double) * (unknowns + 1) * (unknowns + 1 + Room);

    /// <summary>Takes rows of several blocks side by side, each with its weight.</summary>
    /// <param name="columns">The columns, each of a block.</param>
    /// <param name="rows">Which rows of the blocks.</param>
    /// <param name="weights">Weight of each.</param>
    /// <param name="targets">Target of each, without weight.</param>
    internal void Add(
        IReadOnlyList<(DesignBlock Block, int Column)> columns, ReadOnlySpan<int> rows, ReadOnlySpan<double> weights, ReadOnlySpan<double> targets)
    {
        for (int from = 0, take; from < rows.Length; from += take)
        {
            take = Math.Min(rows.Length - from, Room - _count);
            ReadOnlySpan<int> some = rows.Slice(from, take);
            ReadOnlySpan<double> factors = weights.Slice(from, take);
            for (int column = 0; column < columns.Count; column++)
                Copy(columns[column].Block.Column(columns[column].Column), some, factors, Column(column, take));
            Span<double> last = Column(columns.Count, take);
            for (int i = 0; i < take; i++)
                last[i] = factors[i] * targets[from + i];
            _count += take;
            if (_count == Room)
                Finish();
        }
    }

    /// <summary>Folds in what is waiting.</summary>
    internal void Finish()
    {
        // Rows of zeros change nothing.
        if (_count > 0)
            Factor.Append(_rows, Room);
        _rows.AsSpan().Clear();
        _count = 0;
    }

    private Span<double> Column(int column, int rows) => _rows.AsSpan(column * Room + _count, rows);

    private static void Copy(ReadOnlySpan<double> source, ReadOnlySpan<int> rows, ReadOnlySpan<double> factors, Span<double> target)
    {
        for (int i = 0; i < rows.Length; i++)
            target[i] = factors[i] * source[rows[i]];
    }
}
