using GapCore;

namespace GapFit.LinearAlgebra;

/// <summary>
/// Least squares min |A x - b| from rows that arrive in blocks and are not kept: the triangular factor R of the rows [A b] so far, n + 1
/// columns, updated block by block with LAPACK's dtpqrt. Memory is that of R, whatever the number of rows. Factors of disjoint rows merge by
/// the same update. Not thread-safe. Normal equations would square the condition number, which ordinary fits do not survive (gap-math 13).
/// </summary>
public sealed class TriangularFactor
{
    /// <summary>Columns per panel of reflectors.</summary>
    private const int Panel = 32;

    private readonly int _order;
    private readonly double[] _factor;
    private readonly double[] _reflectors;
    private readonly double[] _work;

    /// <param name="unknowns">n, the columns of A; at least 1.</param>
    public TriangularFactor(int unknowns)
    {
        if (unknowns is < 1 or > 46_000)
            throw new GapException(GapErrorKind.Argument, $"least squares with {unknowns} unknowns, expected 1 to 46000");
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

    /// <summary>Folds rows in.</summary>
    /// <param name="block">[A b] of the block, rows x (n + 1) in column order; overwritten.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <exception cref="GapException">Argument: the block has another length. Numeric: a number is not finite.</exception>
    public void Append(double[] block, int rows)
    {
        if (rows < 0 || block.LongLength != (long)rows * _order)
            throw new GapException(GapErrorKind.Argument,
                $"block of {rows} rows has {block.LongLength} numbers, expected {(long)rows * _order} ({_order} columns)");
        int wrong = Array.FindIndex(block, value => !double.IsFinite(value));
        if (wrong >= 0)
            throw new GapException(GapErrorKind.Numeric,
                $"least squares: row {wrong % rows + 1}, column {wrong / rows + 1} is {block[wrong]}, expected a finite number");
        if (rows > 0)
            Update(block, rows, triangularRows: 0);
    }

    /// <summary>Folds the rows of another factor of the same size in; the other is left as it is.</summary>
    public void Merge(TriangularFactor other)
    {
        if (other.Unknowns != Unknowns)
            throw new GapException(GapErrorKind.Argument,
                $"factor of {other.Unknowns} unknowns cannot be merged, expected {Unknowns}");
        Update((double[])other._factor.Clone(), _order, triangularRows: _order);
    }

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

    private void Update(double[] block, int rows, int triangularRows)
    {
        int info = Lapack.Dtpqrt(rows, _order, triangularRows, Math.Min(Panel, _order), _factor, _order, block, rows, _reflectors, _work);
        if (info != 0)
            throw new GapException(GapErrorKind.Internal, $"dtpqrt refused argument {-info}");
    }
}
