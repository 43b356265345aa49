namespace GapFit.Design;

/// <summary>Some rows of the design matrix with their targets, [A y], in column order.</summary>
internal sealed class DesignBlock
{
    internal DesignBlock(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Data = new double[checked(rows * (columns + 1))];
    }

    internal int Rows { get; }

    /// <summary>Columns of A.</summary>
    internal int Columns { get; }

    /// <summary>Element (row, column) at column * Rows + row; the targets are the last column.</summary>
    internal double[] Data { get; }

    internal Span<double> Column(int column) => Data.AsSpan(column * Rows, Rows);

    internal Span<double> Targets => Column(Columns);
}
