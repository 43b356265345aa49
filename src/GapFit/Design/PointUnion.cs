using System.Runtime.InteropServices;
using GapCore.Numerics;

namespace GapFit.Design;

/// <summary>
/// The sparse points of several sets of columns of one descriptor and metric, each distinct point once: what is multiplied with it serves all
/// sets. Immutable.
/// </summary>
internal sealed class PointUnion
{
    /// <summary>By set: which of its columns a point is, or -1; null where there is one set, whose columns are the points.</summary>
    private readonly int[][]? _columns;

    internal PointUnion(IReadOnlyList<FitColumns> sets)
    {
        if (sets.Count == 1)
        {
            (Count, Packed) = (sets[0].Count, sets[0].Packed);
            return;
        }

        int stride = sets[0].Stride;
        var points = new List<double>();
        // By the hash of their bits: the points that have it.
        var known = new Dictionary<int, List<int>>();
        int[][] places = [.. sets.Select(set => Places(set, points, known))];
        Count = points.Count / stride;
        Packed = PanelProduct.Pack([.. points], Count, stride);
        _columns = [.. places.Select(Inverse)];
    }

    /// <summary>Distinct points.</summary>
    internal int Count { get; }

    /// <summary>The points in their metric, packed for products.</summary>
    internal AlignedArray Packed { get; }

    /// <summary>The column of a set that a point belongs to; -1 where it is none of the set's.</summary>
    internal int Column(int set, int point) => _columns is null ? point : _columns[set][point];

    /// <summary>Where each point of a set is among all; those that are new are added.</summary>
    private static int[] Places(FitColumns set, List<double> points, Dictionary<int, List<int>> known)
    {
        int[] places = new int[set.Count];
        var taken = new HashSet<int>();
        for (int s = 0; s < places.Length; s++)
        {
            ReadOnlySpan<double> point = set.Metric.AsSpan(s * set.Stride, set.Stride);
            var hash = new HashCode();
            hash.AddBytes(MemoryMarshal.AsBytes(point));
            if (!known.TryGetValue(hash.ToHashCode(), out List<int>? alike))
                known.Add(hash.ToHashCode(), alike = []);
            places[s] = Find(point, alike, points);
            // A set may hold a point twice, as two columns.
            if (places[s] >= 0 && taken.Add(places[s]))
                continue;
            places[s] = points.Count / set.Stride;
            taken.Add(places[s]);
            alike.Add(places[s]);
            points.AddRange(point);
        }

        return places;
    }

    private static int Find(ReadOnlySpan<double> point, List<int> alike, List<double> points)
    {
        foreach (int place in alike)
            if (CollectionsMarshal.AsSpan(points).Slice(place * point.Length, point.Length).SequenceEqual(point))
                return place;
        return -1;
    }

    private int[] Inverse(int[] places)
    {
        int[] columns = new int[Count];
        Array.Fill(columns, -1);
        for (int s = 0; s < places.Length; s++)
            columns[places[s]] = s;
        return columns;
    }
}
