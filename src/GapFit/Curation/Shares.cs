namespace GapFit.Curation;

/// <summary>Divides a number among takers.</summary>
internal static class Shares
{
    /// <summary>
    /// As equal as the supplies allow: a taker gets all of its supply or at most one less than any other. What the supplies cannot give is
    /// left over.
    /// </summary>
    public static int[] Equal(IReadOnlyList<int> supplies, int count)
    {
        var shares = new int[supplies.Count];
        int rest = count, takers = supplies.Count;
        foreach (int taker in Enumerable.Range(0, supplies.Count).OrderBy(taker => supplies[taker]))
        {
            shares[taker] = Math.Min(supplies[taker], (rest + takers - 1) / takers);
            rest -= shares[taker];
            takers--;
        }

        return shares;
    }

    /// <summary>
    /// Whole numbers nearest to <paramref name="owed"/> that add up to <paramref name="count"/>: rounded down, the rest to the largest
    /// remainders, the first of equals. What was given is subtracted from what is owed.
    /// </summary>
    public static int[] LargestRemainder(double[] owed, int count)
    {
        int[] shares = Array.ConvertAll(owed, amount => Math.Max(0, (int)Math.Floor(amount)));
        for (int rest = count - shares.Sum(); rest != 0; rest -= Math.Sign(rest))
        {
            // Rounding errors may have given one too many: it is taken where least was owed.
            int place = rest > 0
                ? Enumerable.Range(0, owed.Length).MaxBy(i => owed[i] - shares[i])
                : Enumerable.Range(0, owed.Length).Where(i => shares[i] > 0).MinBy(i => owed[i] - shares[i]);
            shares[place] += Math.Sign(rest);
        }

        for (int i = 0; i < owed.Length; i++)
            owed[i] -= shares[i];
        return shares;
    }
}
