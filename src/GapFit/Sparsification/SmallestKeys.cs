namespace GapFit.Sparsification;

/// <summary>The instances of the smallest keys among all that are offered, in whatever order; of equal keys those of lower index.</summary>
internal sealed class SmallestKeys(int count)
{
    /// <summary>The largest key lies on top.</summary>
    private readonly PriorityQueue<long, (double Key, long Index)> _kept =
        new(Comparer<(double Key, long Index)>.Create((a, b) => b.CompareTo(a)));

    /// <summary>Those kept, in no order.</summary>
    internal IEnumerable<long> Indices => _kept.UnorderedItems.Select(item => item.Element);

    internal void Offer(double key, long index)
    {
        if (_kept.Count < count)
            _kept.Enqueue(index, (key, index));
        else if (count > 0)
            _kept.EnqueueDequeue(index, (key, index));
    }
}
