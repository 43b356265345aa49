namespace GapFit.Curation;

/// <summary>
/// Places 0 to n - 1 that are taken one by one; finds the free ones next to a place in nearly constant time (disjoint sets with path
/// halving: Tarjan and van Leeuwen, J. ACM 31, 245 (1984), doi:10.1145/62.2160).
/// </summary>
internal sealed class FreePlaces
{
    // Place i is at index i + 1, so that "none below" (-1) has an index too; a free place points at itself.
    private readonly int[] _up;
    private readonly int[] _down;

    public FreePlaces(int count)
    {
        _up = [.. Enumerable.Range(0, count + 2)];
        _down = [.. Enumerable.Range(0, count + 2)];
    }

    /// <summary>The first free place from this one on; n when there is none.</summary>
    public int Above(int place) => Follow(_up, place + 1) - 1;

    /// <summary>The last free place up to this one; -1 when there is none.</summary>
    public int Below(int place) => Follow(_down, place + 1) - 1;

    public void Take(int place)
    {
        _up[place + 1] = place + 2;
        _down[place + 1] = place;
    }

    private static int Follow(int[] next, int at)
    {
        while (next[at] != at)
        {
            next[at] = next[next[at]];
            at = next[at];
        }

        return at;
    }
}
