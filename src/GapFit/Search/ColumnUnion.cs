using GapFit.Design;

namespace GapFit.Search;

/// <summary>
/// The columns of fits that have many of them in common, each once: one triangular factor of them serves all these fits. Columns that most sets
/// have come first, for the leading columns of a factor are a factor themselves. Immutable.
/// </summary>
internal sealed class ColumnUnion
{
    private readonly Dictionary<PreparedFit, ColumnSelection> _selections = [];

    /// <param name="sets">Fits of the same columns, set by set.</param>
    /// <param name="families">The family of each set of columns.</param>
    private ColumnUnion(IReadOnlyList<PreparedFit[]> sets, IReadOnlyDictionary<FitColumns, ColumnFamily> families)
    {
        // By column: the sets that have it, the first and largest as the highest bit.
        var owners = new Dictionary<UnionColumn, UInt128>();
        for (int set = 0; set < sets.Count; set++)
            foreach (UnionColumn column in ColumnsOf(sets[set][0].Columns, families).SelectMany(own => own))
                owners[column] = owners.GetValueOrDefault(column) | (UInt128.One << (127 - Math.Min(set, 127)));
        Columns = [.. owners.OrderByDescending(owner => UInt128.PopCount(owner.Value)).ThenByDescending(owner => owner.Value).Select(owner => owner.Key)];
        Dictionary<UnionColumn, int> order = Columns.Index().ToDictionary(column => column.Item, column => column.Index);
        Fits = [.. sets.SelectMany(set => set)];
        foreach (PreparedFit[] set in sets)
        {
            var selection = new ColumnSelection(set[0].Columns, families, order);
            foreach (PreparedFit fit in set)
                _selections.Add(fit, selection);
        }
    }

    internal IReadOnlyList<PreparedFit> Fits { get; }

    internal IReadOnlyList<UnionColumn> Columns { get; }

    /// <summary>Which of the columns a fit has.</summary>
    internal ColumnSelection Selection(PreparedFit fit) => _selections[fit];

    /// <summary>
    /// Unions of all fits: columns are put together where a factor of all takes no more memory, and so no more work, than factors apart.
    /// </summary>
    internal static IEnumerable<ColumnUnion> Of(IReadOnlyList<PreparedFit> fits)
    {
        Dictionary<FitColumns, ColumnFamily> families = ColumnFamily.Of(fits.SelectMany(fit => fit.Columns));
        var unions = new List<(List<PreparedFit[]> Sets, HashSet<UnionColumn> Columns)>();
        foreach (PreparedFit[] set in fits.GroupBy(fit => ColumnKeys.Rows(fit.Point)).Select(set => set.ToArray()).OrderByDescending(set => set[0].Unknowns))
        {
            UnionColumn[] own = [.. ColumnsOf(set[0].Columns, families).SelectMany(columns => columns)];
            int at = unions.FindIndex(union =>
                ClassFactor.Bytes(union.Columns.Count + own.Count(column => !union.Columns.Contains(column)))
                <= ClassFactor.Bytes(union.Columns.Count) + ClassFactor.Bytes(own.Length));
            if (at < 0)
            {
                unions.Add(([set], [.. own]));
                continue;
            }

            unions[at].Sets.Add(set);
            unions[at].Columns.UnionWith(own);
        }

        return unions.Select(union => new ColumnUnion(union.Sets, families));
    }

    /// <summary>The columns of each coordinate of a fit.</summary>
    internal static UnionColumn[][] ColumnsOf(IReadOnlyList<FitColumns> coordinates, IReadOnlyDictionary<FitColumns, ColumnFamily> families) =>
    [
        .. coordinates.Select((own, c) =>
        {
            int copy = coordinates.Take(c).Count(other => families[other] == families[own]);
            return families[own].Places(own).Select(place => new UnionColumn(families[own].All, place, copy)).ToArray();
        }),
    ];
}

/// <summary>A column of a union.</summary>
/// <param name="Columns">All columns of its family.</param>
/// <param name="Place">Which of them it is.</param>
/// <param name="Copy">0, or how many earlier coordinates of a fit are of the same family.</param>
internal readonly record struct UnionColumn(FitColumns Columns, int Place, int Copy);
