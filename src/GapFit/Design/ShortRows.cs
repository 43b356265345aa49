using GapCore.Descriptors;
using GapCore.Neighbours;

namespace GapFit.Design;

/// <summary>Rows of a descriptor with few components (pairs, triplets) and many instances.</summary>
internal sealed class ShortRows : ColumnRows
{
    private readonly ShortColumns[] _sets;

    internal ShortRows(IReadOnlyList<FitColumns> sets)
        : base(sets) => _sets = [.. sets.Select(set => new ShortColumns(set))];

    internal override void End()
    {
        foreach (ShortColumns set in _sets)
            set.End();
    }

    private protected override void Begin(DesignBlock[] blocks, int firstRow)
    {
        for (int k = 0; k < _sets.Length; k++)
            _sets[k].Begin(Layout, blocks[k], firstRow);
    }

    private protected override void Add(Neighbourhood neighbourhood, DescriptorInstance instance)
    {
        foreach (ShortColumns set in _sets)
            set.Add(neighbourhood, instance);
    }
}
