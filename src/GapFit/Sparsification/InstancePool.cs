using System.Collections;

namespace GapFit.Sparsification;

/// <summary>The instances that sparse points are chosen from: those of a source that a mask admits, in their order. Nothing is held.</summary>
internal sealed class InstancePool
{
    private readonly IInstanceSource _source;
    private readonly BitArray _members;

    internal InstancePool(IInstanceSource source, BitArray members)
    {
        _source = source;
        _members = members;
        Count = Indices.Count();
    }

    internal int Count { get; }

    /// <summary>d.</summary>
    internal int Dimensions => _source.Dimensions;

    /// <summary>Index of each instance among all, ascending; costs no scan.</summary>
    internal IEnumerable<long> Indices
    {
        get
        {
            for (int i = 0; i < _members.Length; i++)
                if (_members[i])
                    yield return i;
        }
    }

    /// <summary>One scan.</summary>
    internal void Visit(InstanceVisitor visit) => _source.Visit((index, x) =>
    {
        if (_members[(int)index])
            visit(index, x);
    });

    /// <summary>One scan, in panels of a fixed size (the last may be smaller) whatever the blocks of the source.</summary>
    internal void VisitPanels(int rows, Action<InstancePanel> visit)
    {
        InstancePanel panel = new(rows, Dimensions);
        Visit((index, x) =>
        {
            panel.Add(index, x);
            if (panel.Count < rows)
                return;
            visit(panel);
            panel.Clear();
        });
        if (panel.Count > 0)
            visit(panel);
    }
}
