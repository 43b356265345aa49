using GapCore.Neighbours;
using GapFit.Data;

namespace GapFit.Design;

/// <summary>Makes the weighted rows of frames, [Lambda^-1/2 K_nm, Lambda^-1/2 y] (gap-math 7.3 to 7.5). One per thread.</summary>
internal sealed class RowAssembler
{
    private readonly NeighbourList _list = new();
    private readonly Neighbourhood _neighbourhood = new();
    private readonly ColumnRows[] _coordinates;
    private readonly double _cutoff;

    internal RowAssembler(IReadOnlyList<FitColumns> columns)
    {
        _coordinates = [.. columns.Select(ColumnRows.Of)];
        _cutoff = columns.Max(coordinate => coordinate.Term.Cutoff);
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
    internal void AddKernels(FitFrame frame, DesignBlock block, int firstRow)
    {
        RowLayout layout = new(frame);
        _list.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, _cutoff);
        foreach (ColumnRows coordinate in _coordinates)
            coordinate.Begin(layout, block, firstRow);
        for (int centre = 0; centre < layout.Atoms; centre++)
        {
            _list.Gather(centre, _cutoff, _neighbourhood);
            foreach (ColumnRows coordinate in _coordinates)
                coordinate.Add(_neighbourhood);
        }

        foreach (ColumnRows coordinate in _coordinates)
            coordinate.End();
    }
}
