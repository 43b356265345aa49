using GapFit.Data;

namespace GapFit.Design;

/// <summary>Makes the weighted rows of frames, [Lambda^-1/2 K_nm, Lambda^-1/2 y] (gap-math 7.3 to 7.5). One per thread.</summary>
internal sealed class RowAssembler
{
    private readonly ColumnRows[] _coordinates;
    private readonly CentreScan _scan;

    internal RowAssembler(IReadOnlyList<FitColumns> columns)
        : this([.. columns.Select(column => new[] { column })])
    {
    }

    /// <param name="shares">Sets of columns by the descriptor and metric that they share.</param>
    internal RowAssembler(IReadOnlyList<IReadOnlyList<FitColumns>> shares)
    {
        _coordinates = [.. shares.Select(ColumnRows.Of)];
        _scan = new CentreScan(_coordinates);
    }

    /// <summary>Floating point operations of the matrix products so far.</summary>
    internal double Operations => _coordinates.Sum(coordinate => coordinate.Operations);

    /// <summary>Fills the rows of a frame, which hold zeros, from <paramref name="firstRow"/> on.</summary>
    internal void Assemble(FitFrame frame, DesignBlock block, int firstRow)
    {
        AddKernels(frame, block, firstRow);
        int rows = new RowLayout(frame).Count;
        double[] weights = new double[rows];
        RowLayout.Targets(frame, block.Targets.Slice(firstRow, rows), weights);
        for (int column = 0; column <= block.Columns; column++)
        {
            Span<double> numbers = block.Column(column).Slice(firstRow, rows);
            for (int row = 0; row < rows; row++)
                numbers[row] *= weights[row];
        }
    }

    /// <summary>The same without weights and targets: K_nm.</summary>
    internal void AddKernels(FitFrame frame, DesignBlock block, int firstRow) => AddKernels(frame, _ => block, firstRow);

    /// <summary>The same with the sets' columns in the blocks that belong to them.</summary>
    internal void AddKernels(FitFrame frame, Func<FitColumns, DesignBlock> block, int firstRow)
    {
        foreach (ColumnRows coordinate in _coordinates)
            coordinate.Begin(new RowLayout(frame), block, firstRow);
        _scan.Visit(frame.Structure);
    }
}
