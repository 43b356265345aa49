using GapFit.Options;

namespace GapFit.Search;

/// <summary>
/// Divides points among processes, and those of a process into batches that are fitted together: points that share most, as many as fit into
/// memory.
/// </summary>
internal static class BatchPlan
{
    /// <summary>More groups share nothing that counts any more, and a kill would lose them all.</summary>
    private const int MostGroups = 24;

    /// <summary>Classes of rows that a group mostly has: energies, forces, virials.</summary>
    private const int Classes = 3;

    /// <summary>Sparse points of methods that decide themselves how many.</summary>
    private const int UnknownCount = 1000;

    /// <summary>The points of one of several processes: as many groups as for the others, neighbours in what they share.</summary>
    internal static List<SearchPoint> Share(IReadOnlyList<SearchPoint> points, int part, int parts)
    {
        SearchPoint[][] groups = [.. Families(points).SelectMany(family => family)];
        return [.. groups.Where((_, index) => (long)index * parts / groups.Length == part).SelectMany(group => group)];
    }

    /// <summary>Batches of a process.</summary>
    /// <param name="points">Its points.</param>
    /// <param name="bytes">Most memory of a batch; one that needs more holds a single group all the same.</param>
    /// <param name="threads">How many batches are fitted at the same time: there should be as many.</param>
    internal static List<IReadOnlyList<SearchPoint>> Of(IReadOnlyList<SearchPoint> points, long bytes, int threads)
    {
        List<SearchPoint[][]> families = Families(points);
        int groups = families.Sum(family => family.Length);
        int most = Math.Clamp((groups + threads - 1) / threads, 1, MostGroups);
        var batches = new List<IReadOnlyList<SearchPoint>>();
        foreach (SearchPoint[][] family in families)
        {
            var batch = new List<SearchPoint>();
            int count = 0;
            long taken = 0;
            foreach (SearchPoint[] group in family)
            {
                long needed = Bytes(group[0].Options);
                if (count > 0 && (count == most || taken + needed > bytes))
                {
                    batches.Add([.. batch]);
                    batch.Clear();
                    (count, taken) = (0, 0);
                }

                batch.AddRange(group);
                count++;
                taken += needed;
            }

            batches.Add(batch);
        }

        return batches;
    }

    /// <summary>Points with the same long descriptors, each family in groups with the same rows.</summary>
    private static List<SearchPoint[][]> Families(IReadOnlyList<SearchPoint> points) =>
        [.. points.GroupBy(ColumnKeys.Batch).Select(family => family.GroupBy(ColumnKeys.Rows).Select(group => group.ToArray()).ToArray())];

    /// <summary>
    /// Memory of a group: the factors of its classes with waiting rows, its columns of a block, a factor that is solved. A union of groups takes no
    /// more than they do.
    /// </summary>
    private static long Bytes(FitOptions options)
    {
        long unknowns = options.Gap.Sum(entry => (long)(entry.AskedSparseCount > 0 ? entry.AskedSparseCount : UnknownCount));
        return (Classes + 2) * ClassFactor.Bytes(unknowns);
    }
}
