namespace GapFit.Curation;

/// <summary>Chooses configurations spread evenly over their range of energies.</summary>
internal static class EnergyGrid
{
    /// <summary>
    /// The nearest not yet chosen to each of <paramref name="count"/> energies, equally spaced from the lowest to the highest; of two as
    /// near the lower one.
    /// </summary>
    public static IEnumerable<PoolFrame> Choose(IReadOnlyList<PoolFrame> frames, int count)
    {
        PoolFrame[] sorted = [.. frames.OrderBy(frame => frame.RequiredEnergy).ThenBy(frame => frame.Index)];
        if (count >= sorted.Length)
            return sorted;
        double[] energies = Array.ConvertAll(sorted, frame => frame.RequiredEnergy);

        // free.Below(i) is the last place up to i that is not chosen, free.Above(i) the first from i on.
        var free = new FreePlaces(sorted.Length);
        var chosen = new List<PoolFrame>(count);
        for (int k = 0; k < count; k++)
        {
            double target = energies[0] + (energies[^1] - energies[0]) * k / Math.Max(count - 1, 1);
            int at = Array.BinarySearch(energies, target);
            int above = free.Above(at < 0 ? ~at : at), below = free.Below(at < 0 ? ~at - 1 : at);
            bool lower = below >= 0 && (above == sorted.Length || target - energies[below] <= energies[above] - target);
            int place = lower ? below : above;
            free.Take(place);
            chosen.Add(sorted[place]);
        }

        return chosen;
    }
}
