using GapFit.Design;

namespace GapFit.Search;

/// <summary>The columns of a fit among those of a <see cref="ColumnUnion"/>. Immutable.</summary>
internal sealed class ColumnSelection
{
    private readonly Coordinate[] _coordinates;

    /// <param name="coordinates">The fit's columns.</param>
    /// <param name="families">Family of each.</param>
    /// <param name="order">Where each column is in the union.</param>
    internal ColumnSelection(
        IReadOnlyList<FitColumns> coordinates, IReadOnlyDictionary<FitColumns, ColumnFamily> families, Dictionary<UnionColumn, int> order)
    {
        UnionColumn[][] columns = ColumnUnion.ColumnsOf(coordinates, families);
        Columns = [.. columns.SelectMany(own => own).Select(column => order[column]).Order()];
        Dictionary<int, int> positions = Columns.Index().ToDictionary(column => column.Item, column => column.Index);
        _coordinates = [.. coordinates.Select((own, c) =>
        {
            int[] sorted = [.. Enumerable.Range(0, own.Count).OrderBy(column => order[columns[c][column]])];
            return new Coordinate(own, families[own].All, columns[c][0].Copy, sorted, [.. sorted.Select(column => columns[c][column].Place)],
                [.. sorted.Select(column => positions[order[columns[c][column]]])]);
        })];
    }

    /// <summary>Its columns in the union, ascending.</summary>
    internal int[] Columns { get; }

    internal IReadOnlyList<Coordinate> Coordinates => _coordinates;

    /// <summary>A coordinate's columns in the order of the union.</summary>
    /// <param name="Columns">The columns.</param>
    /// <param name="All">Those of their family.</param>
    /// <param name="Copy">How many earlier coordinates of the fit are of the same family.</param>
    /// <param name="Own">Which of the columns they are.</param>
    /// <param name="Places">Which of the family's they are.</param>
    /// <param name="Positions">Where they are among all columns of the fit, ascending.</param>
    internal sealed record Coordinate(FitColumns Columns, FitColumns All, int Copy, int[] Own, int[] Places, int[] Positions);
}
