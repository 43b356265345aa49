namespace GapFit.Curation;

/// <summary>Configurations of the same composition whose energies are closer than a window: the first of each such run stays.</summary>
internal static class Duplicates
{
    /// <summary>Without duplicates, in the order of the pool.</summary>
    public static List<PoolFrame> Remove(IReadOnlyList<PoolFrame> pool, double window)
    {
        var kept = new List<PoolFrame>();
        foreach (IGrouping<string, PoolFrame> same in pool.GroupBy(frame => frame.Formula))
        {
            double last = double.NegativeInfinity;
            foreach (PoolFrame frame in same.OrderBy(frame => frame.RequiredEnergy).ThenBy(frame => frame.Index))
            {
                if (frame.RequiredEnergy - last < window)
                    continue;
                kept.Add(frame);
                last = frame.RequiredEnergy;
            }
        }

        kept.Sort((one, other) => one.Index.CompareTo(other.Index));
        return kept;
    }
}
