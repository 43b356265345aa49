using GapCore;
using GapCore.Numerics;

namespace GapFit.LinearAlgebra;

/// <summary>
/// Least squares min |A x - b| from rows that arrive in blocks and are not kept: the triangular factor R of the rows [A b] so far, n + 1
/// columns, updated block by block with LAPACK's dtpqrt. Memory is that of R, whatever the number of rows. Factors of disjoint rows merge by
/// the same update. Not thread-safe. Normal equations would square the condition number, which ordinary fits do not survive (gap-math 13).
/// </summary>
public sealed class TriangularFactor
{
    /// <summary>n is at most this: R has to fit into one array.</summary>
    internal const int MostUnknowns = 46_000;

    /// <summary>Columns per panel of reflectors.</summary>
    private const int Panel = 32;

    /// <summary>Rows of a band.</summary>
    private const int Band = 256;

    private readonly int _order;
    private readonly double[] _factor;
    private readonly double[] _reflectors;
    private readonly double[] _work;
    private double[] _band = [];

    /// <param name="unknowns">n, the columns of A; at least 1.</param>
    public TriangularFactor(int unknowns)
    {
        if (unknowns is < 1 or > MostUnknowns)
            throw new GapException(GapErrorKind.Argument, $"least squares with {unknowns} unknowns, expected 1 to {MostUnknowns}");
        Unknowns = unknowns;
        _order = unknowns + 1;
        _factor = new double[_order * _order];
        int panel = Math.Min(Panel, _order);
        _reflectors = new double[panel * _order];
        _work = new double[panel * _order];
    }

    /// <summary>n.</summary>
    public int Unknowns { get; }

    /// <summary>|A x - b| of the best x: what the rows so far leave.</summary>
    public double ResidualNorm => Math.Abs(_factor[_order * _order - 1]);

    /// <summary>
    /// R is written, sent and merged in bands of rows: band k holds some rows, without the columns to the left of its first row's diagonal,
    /// in column order; what is left below the diagonal is zero.
    /// </summary>
    internal int Bands => (_order + Band - 1) / Band;

    /// <summary>
    /// Puts L^T, the rows of a prior x^T L L^T x, into a factor that has no other rows of these unknowns yet.
    /// </summary>
    /// <param name="first">First unknown.</param>
    /// <param name="lower">L in column order; what is above its diagonal is not read.</param>
    /// <param name="order">How many unknowns.</param>
    internal void Place(int first, ReadOnlySpan<double> lower, int order) => Place([.. Enumerable.Range(first, order)], lower);

    /// <summary>The same of unknowns that need not be neighbours.</summary>
    /// <param name="unknowns">The unknowns, ascending.</param>
    /// <param name="lower">L in column order; what is above its diagonal is not read.</param>
    internal void Place(ReadOnlySpan<int> unknowns, ReadOnlySpan<double> lower)
    {
        for (int i = 0; i < unknowns.Length; i++)
            for (int j = i; j < unknowns.Length; j++)
                _factor[unknowns[j] * _order + unknowns[i]] = lower[i * unknowns.Length + j];
    }

    /// <summary>Forgets all rows.</summary>
    internal void Clear() => Array.Clear(_factor);

    /// <summary>The factor of the same rows with some of the unknowns, the others being zero.</summary>
    /// <param name="unknowns">Those that are left, ascending.</param>
    internal TriangularFactor Select(ReadOnlySpan<int> unknowns)
    {
        var part = new TriangularFactor(unknowns.Length);
        int leading = 0;
        while (leading < unknowns.Length && unknowns[leading] == leading)
            leading++;
        // Columns that have moved to the left are no longer triangular below the leading ones.
        int rows = _order - leading;
        double[] below = new double[rows * (part._order - leading)];
        for (int k = 0; k < part._order; k++)
        {
            ReadOnlySpan<double> column = Column(k < unknowns.Length ? unknowns[k] : Unknowns);
            column[..Math.Min(leading, column.Length)].CopyTo(part._factor.AsSpan(k * part._order));
            if (k >= leading)
                column[leading..].CopyTo(below.AsSpan((k - leading) * rows));
        }

        part.Update(leading, below, rows, triangularRows: 0);
        return part;
    }

    /// <summary>Folds rows in.</summary>
    /// <param name="block">[A b] of the block, rows x (n + 1) in column order; overwritten.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <exception cref="GapException">Argument: the block has another length. Numeric: a number is not finite.</exception>
    public void Append(Span<double> block, int rows)
    {
        if (rows < 0 || block.Length != (long)rows * _order)
            throw new GapException(GapErrorKind.Argument,
                $"block of {rows} rows has {block.Length} numbers, expected {(long)rows * _order} ({_order} columns)");
        int wrong = block.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (wrong >= 0)
            throw new GapException(GapErrorKind.Numeric,
                $"least squares: row {wrong % rows + 1}, column {wrong / rows + 1} is {block[wrong]}, expected a finite number");
        if (rows > 0)
            Update(0, block, rows, triangularRows: 0);
    }

    /// <summary>Folds the rows of another factor of the same size in; the other is left as it is.</summary>
    public void Merge(TriangularFactor other) => Merge(other, []);

    /// <summary>The same of rows whose columns, that of b included, are multiplied by numbers of their own.</summary>
    /// <param name="other">The other factor.</param>
    /// <param name="scales">n + 1 numbers; none: all are 1.</param>
    internal void Merge(TriangularFactor other, ReadOnlySpan<double> scales)
    {
        if (other.Unknowns != Unknowns)
            throw new GapException(GapErrorKind.Argument,
                $"factor of {other.Unknowns} unknowns cannot be merged, expected {Unknowns}");
        if (_band.Length < other.BandLength(0))
            _band = new double[other.BandLength(0)];
        for (int k = 0; k < Bands; k++)
        {
            Span<double> numbers = _band.AsSpan(0, other.BandLength(k));
            other.CopyBandTo(k, numbers);
            int rows = BandRows(k);
            for (int column = k * Band; column < scales.Length; column++)
                VectorProduct.Scale(numbers.Slice((column - k * Band) * rows, rows), scales[column]);
            MergeBand(k, numbers);
        }
    }

    /// <summary>Column k of R down to its diagonal, which is row k of R^T; columns n and beyond belong to b.</summary>
    internal ReadOnlySpan<double> Column(int k) => _factor.AsSpan(k * _order, k + 1);

    /// <summary>Numbers of a band; the first band is the longest.</summary>
    internal int BandLength(int band) => BandRows(band) * (_order - band * Band);

    internal void CopyBandTo(int band, Span<double> numbers)
    {
        int first = band * Band, rows = BandRows(band);
        for (int column = first; column < _order; column++)
            _factor.AsSpan(column * _order + first, rows).CopyTo(numbers[((column - first) * rows)..]);
    }

    internal void SetBand(int band, ReadOnlySpan<double> numbers)
    {
        int first = band * Band, rows = BandRows(band);
        for (int column = first; column < _order; column++)
            numbers.Slice((column - first) * rows, rows).CopyTo(_factor.AsSpan(column * _order + first));
    }

    /// <summary>Folds a band of another factor of the same size in; <paramref name="numbers"/> is overwritten.</summary>
    internal void MergeBand(int band, Span<double> numbers) => Update(band * Band, numbers, BandRows(band), BandRows(band));

    /// <summary>Writes the factor in a binary form of its own, with a check sum: n (n + 1) / 2 numbers and a little more.</summary>
    public void WriteTo(Stream stream) => TriangularFactorFormat.Write(this, stream);

    /// <summary>Reads what <see cref="WriteTo"/> wrote, to the last bit, and leaves the stream behind it.</summary>
    /// <exception cref="GapException">Format: it is no factor, is cut short, damaged or of another version.</exception>
    /// <exception cref="IOException">The stream's own.</exception>
    public static TriangularFactor ReadFrom(Stream stream) => TriangularFactorFormat.Read(stream);

    /// <summary>The x that minimises |A x - b|, by back substitution.</summary>
    /// <exception cref="GapException">Numeric: the rows do not determine an unknown.</exception>
    public double[] Solve()
    {
        double[] x = _factor.AsSpan(Unknowns * _order, Unknowns).ToArray();
        for (int k = Unknowns - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> column = _factor.AsSpan(k * _order, k + 1);
            x[k] /= column[k];
            if (!double.IsFinite(x[k]))
                throw new GapException(GapErrorKind.Numeric,
                    $"least squares: pivot {k + 1} of {Unknowns} is {column[k]:g3}, expected a number that determines its unknown");
            for (int i = 0; i < k; i++)
                x[i] -= x[k] * column[i];
        }

        return x;
    }

    private int BandRows(int band) => Math.Min(Band, _order - band * Band);

    /// <summary>Folds rows in that are zero to the left of column <paramref name="first"/>, of which the last ones are triangular.</summary>
    private void Update(int first, Span<double> block, int rows, int triangularRows)
    {
        int columns = _order - first;
        int info = Lapack.Dtpqrt(rows, columns, triangularRows, Math.Min(Panel, columns),
            _factor.AsSpan(first * (_order + 1)), _order, block, rows, _reflectors, _work);
        if (info != 0)
            throw new GapException(GapErrorKind.Internal, $"dtpqrt refused argument {-info}");
    }
}
