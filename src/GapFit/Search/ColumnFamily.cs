using GapCore.Potentials;
using GapFit.Design;

namespace GapFit.Search;

/// <summary>Sets of columns of one descriptor and kernel, which differ in their sparse points, and the set of all their points. Immutable.</summary>
internal sealed class ColumnFamily
{
    private readonly Dictionary<FitColumns, int[]> _places;

    private ColumnFamily(FitColumns all, Dictionary<FitColumns, int[]> places) => (All, _places) = (all, places);

    /// <summary>Every point that any of the sets has, once; where a set has a point twice, twice.</summary>
    internal FitColumns All { get; }

    /// <summary>The columns of <see cref="All"/> that a set's are, in its order.</summary>
    internal int[] Places(FitColumns set) => _places[set];

    /// <summary>The family of each set.</summary>
    internal static Dictionary<FitColumns, ColumnFamily> Of(IEnumerable<FitColumns> sets)
    {
        var families = new Dictionary<FitColumns, ColumnFamily>();
        foreach (IGrouping<string, FitColumns> alike in sets.Distinct().GroupBy(ColumnKeys.Kernel))
        {
            FitColumns[] members = [.. alike.OrderByDescending(set => set.Count)];
            ColumnFamily? family = Join(members);
            foreach (FitColumns set in members)
                families.Add(set, family ?? Join([set])!);
        }

        return families;
    }

    /// <summary>null where sets give the same point another covariance cutoff, as points read from files may have.</summary>
    private static ColumnFamily? Join(FitColumns[] sets)
    {
        var points = new PointUnion(sets);
        CoordinateDefinition definition = sets[0].Definition;
        int dimensions = definition.Dimensions;
        double[] x = new double[points.Count * dimensions], cutoffs = new double[points.Count];
        Array.Fill(cutoffs, double.NaN);
        var places = sets.ToDictionary(set => set, set => new int[set.Count]);
        for (int point = 0; point < points.Count; point++)
            for (int set = 0; set < sets.Length; set++)
            {
                int column = points.Column(set, point);
                if (column < 0)
                    continue;
                double cutoff = sets[set].Cutoffs[column];
                if (!double.IsNaN(cutoffs[point]) && cutoffs[point] != cutoff)
                    return null;
                cutoffs[point] = cutoff;
                places[sets[set]][column] = point;
                sets[set].Definition.SparsePoints.AsSpan(column * dimensions, dimensions).CopyTo(x.AsSpan(point * dimensions));
            }

        return new ColumnFamily(points.Count == sets[0].Count
            ? sets[0]
            : new FitColumns(definition with { SparsePoints = x, SparseCutoffs = cutoffs, Weights = new double[points.Count] }, 0, sets[0].Term), places);
    }
}
