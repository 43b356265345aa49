using GapCore;
using GapCore.Numerics;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// uniform: a grid of at least m bins over the range of the vectors (gap-math 8). The first instance of every bin in the order of the data
/// is taken, as in gap_fit, until there are m. Where fewer bins are occupied, bins are drawn for the rest, uniformly among those not yet
/// exhausted, and instances uniformly within their bins: the same distribution as that of gap_fit's rejections, in three scans.
/// </summary>
internal sealed class UniformGrid
{
    private readonly double[] _smallest;
    private readonly double[] _widths;
    private readonly int _side;

    private UniformGrid(InstancePool pool, int side)
    {
        ComponentRange range = new(pool.Dimensions);
        pool.Visit((_, x) => range.Add(x));
        _smallest = range.Smallest;
        _widths = range.Widths;
        _side = side;
    }

    internal static IEnumerable<long> Choose(InstancePool pool, int count, CoordinateOptions coordinate, SelectionContext context)
    {
        UniformGrid grid = new(pool, Side(count, pool.Dimensions, coordinate));
        HashSet<long> chosen = [];
        Dictionary<int, int> others = [];
        pool.Visit((index, x) =>
        {
            int bin = grid.Bin(x);
            if (others.TryGetValue(bin, out int further))
                others[bin] = further + 1;
            else if (chosen.Count < count && chosen.Add(index))
                others.Add(bin, 0);
        });
        if (chosen.Count == count)
            return chosen;

        Dictionary<int, SmallestKeys> drawn = Draw(others, count - chosen.Count, new SeededRandom(context.Seed));
        pool.Visit((index, x) =>
        {
            if (drawn.TryGetValue(grid.Bin(x), out SmallestKeys? best) && !chosen.Contains(index))
                best.Offer(SeededRandom.At(context.Seed, index), index);
        });
        return chosen.Concat(drawn.Values.SelectMany(best => best.Indices));
    }

    /// <summary>n_g: bins per dimension.</summary>
    private static int Side(int count, int dimensions, CoordinateOptions coordinate)
    {
        int side = (int)Math.Ceiling(Math.Pow(count, 1.0 / dimensions));
        return Math.Pow(side, dimensions) <= int.MaxValue
            ? side
            : throw new GapException(GapErrorKind.Argument, $"{coordinate.Place}: sparse_method=uniform needs {side}^{dimensions} bins for "
                + $"{dimensions} components, expected at most {int.MaxValue}: choose cur_points or random");
    }

    /// <summary>How many more instances each bin gives: a place for each.</summary>
    /// <param name="available">Instances left in each occupied bin, in the order the bins were met; used up.</param>
    /// <param name="count">Instances to draw, no more than are left.</param>
    /// <param name="random">Draws the bins.</param>
    private static Dictionary<int, SmallestKeys> Draw(Dictionary<int, int> available, int count, SeededRandom random)
    {
        List<int> bins = [.. available.Keys.Where(bin => available[bin] > 0)];
        Dictionary<int, int> quotas = [];
        for (int draw = 0; draw < count; draw++)
        {
            int at = random.Next(bins.Count);
            int bin = bins[at];
            quotas[bin] = quotas.GetValueOrDefault(bin) + 1;
            if (quotas[bin] < available[bin])
                continue;
            bins[at] = bins[^1];
            bins.RemoveAt(bins.Count - 1);
        }

        return quotas.ToDictionary(quota => quota.Key, quota => new SmallestKeys(quota.Value));
    }

    private int Bin(ReadOnlySpan<double> x)
    {
        int bin = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double place = _widths[k] > 0 ? (x[k] - _smallest[k]) / _widths[k] * (_side - 1) : 0;
            bin = bin * _side + (int)Math.Round(place, MidpointRounding.AwayFromZero);
        }

        return bin;
    }
}
