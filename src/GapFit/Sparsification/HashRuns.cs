using System.Runtime.InteropServices;

namespace GapFit.Sparsification;

/// <summary>
/// Runs of hashes of which each is nearer to the next than a tolerance: instances that may be equal share a run. Those alone in their
/// neighbourhood, the most by far, leave no trace.
/// </summary>
internal sealed class HashRuns
{
    /// <summary>First and last hash of run 0, of run 1, and so on: ascending.</summary>
    private readonly List<double> _bounds;

    private readonly List<int> _lengths = [];

    /// <param name="hashes">Hashes in any order; the list is sorted and reused.</param>
    /// <param name="tolerance">Neighbours that differ by less share a run.</param>
    internal HashRuns(List<double> hashes, double tolerance)
    {
        Span<double> sorted = CollectionsMarshal.AsSpan(hashes);
        sorted.Sort();
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && sorted[end] - sorted[end - 1] < tolerance; end++)
            {
            }

            if (end - first == 1)
                continue;
            (sorted[2 * Count], sorted[2 * Count + 1]) = (sorted[first], sorted[end - 1]);
            _lengths.Add(end - first);
        }

        hashes.RemoveRange(2 * Count, hashes.Count - 2 * Count);
        hashes.TrimExcess();
        _bounds = hashes;
    }

    internal int Count => _lengths.Count;

    /// <summary>Instances in a run, at least two.</summary>
    internal int Length(int run) => _lengths[run];

    /// <summary>The run of a hash, or -1.</summary>
    internal int Find(double hash)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            int middle = low + (high - low) / 2;
            if (_bounds[2 * middle + 1] < hash)
                low = middle + 1;
            else
                high = middle;
        }

        return low < Count && _bounds[2 * low] <= hash ? low : -1;
    }
}
