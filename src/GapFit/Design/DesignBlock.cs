namespace GapFit.Design;

/// <summary>Some rows of the design matrix with their targets, [A y], in column order.</summary>
internal sealed class DesignBlock
{
    private readonly double[] _data;

    internal DesignBlock(int rows, int columns)
        : this(new double[checked(rows * (columns + 1))], rows, columns)
    {
    }

    private DesignBlock(double[] data, int rows, int columns)
    {
        _data = data;
        Rows = rows;
        Columns = columns;
    }

    internal int Rows { get; }

    /// <summary>Columns of A.</summary>
    internal int Columns { get; }

    /// <summary>Element (row, column) at column * Rows + row; the targets are the last column.</summary>
    internal Span<double> Data => _data.AsSpan(0, Rows * (Columns + 1));

    /// <summary>A block of zeros, in the memory of an earlier one where that is large enough.</summary>
    internal static DesignBlock Reuse(DesignBlock? earlier, int rows, int columns)
    {
        if (earlier is null || earlier._data.Length < checked(rows * (columns + 1)))
            return new DesignBlock(rows, columns);
        var block = new DesignBlock(earlier._data, rows, columns);
        block.Data.Clear();
        return block;
    }

    internal Span<double> Column(int column) => _data.AsSpan(column * Rows, Rows);

    internal Span<double> Targets => Column(Columns);
}
