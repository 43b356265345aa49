using System.Collections;
using GapCore;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// Finds instances that equal an earlier one: an instance is a duplicate when hash and every component differ by less than the tolerances
/// from those of an earlier instance that is none. The earliest survives, whatever the rounding; gap_fit leaves that to the order in which a
/// heap sort meets nearly equal hashes (gap-math 8). Vectors are held only while others of their run of hashes are still to come, as ij
/// waits for ji; where even those take too much, the runs are searched part by part, in further scans.
/// </summary>
internal sealed class DuplicateSearch
{
    /// <summary>Rough bytes beside the vector that a held instance takes.</summary>
    private const int Overhead = 128;

    private readonly CoordinateOptions _coordinate;
    private readonly HashRuns _runs;
    private readonly long _maxBytes;
    private readonly Dictionary<int, OpenRun> _open = [];
    private long _bytes;

    private DuplicateSearch(CoordinateOptions coordinate, HashRuns runs, long maxBytes)
    {
        _coordinate = coordinate;
        _runs = runs;
        _maxBytes = maxBytes;
    }

    /// <summary>The duplicates among all instances. The census's hashes are used up.</summary>
    internal static BitArray Find(IInstanceSource source, InstanceCensus census, CoordinateOptions coordinate, long maxBytes)
    {
        BitArray duplicates = new(census.Count);
        // A single component is its own hash: no scan is needed to see it again.
        double[] values = source.Dimensions == 1 ? [.. census.Hashes] : [];
        HashRuns runs = new(census.Hashes, coordinate.UniqueHashTolerance);
        DuplicateSearch search = new(coordinate, runs, maxBytes);
        for (int from = 0, to; from < runs.Count; from = to)
        {
            to = runs.Count;
            if (source.Dimensions > 1)
                source.Visit(Look);
            for (int i = 0; i < values.Length; i++)
                Look(i, values.AsSpan(i, 1));

            void Look(long index, ReadOnlySpan<double> x)
            {
                double hash = InstanceCensus.Hash(x);
                int run = runs.Find(hash);
                if (run < from || run >= to)
                    return;
                duplicates[(int)index] = search.IsKnown(run, hash, x);
                to = search.Confine(to);
            }
        }

        return duplicates;
    }

    /// <summary>Whether the next instance of a run is a duplicate; if not, it is held until the run ends.</summary>
    private bool IsKnown(int run, double hash, ReadOnlySpan<double> x)
    {
        if (!_open.TryGetValue(run, out OpenRun? open))
            _open.Add(run, open = new OpenRun());
        bool known = false;
        foreach ((double other, double[] vector) in open.Held)
        {
            known = Math.Abs(hash - other) < _coordinate.UniqueHashTolerance && AreEqual(x, vector);
            if (known)
                break;
        }

        if (!known)
        {
            open.Held.Add((hash, x.ToArray()));
            _bytes += BytesOf(x.Length);
        }

        if (++open.Seen == _runs.Length(run))
            Forget(run);
        return known;
    }

    /// <summary>Gives up the later half of the open runs, for another scan, until what is held fits; returns the first run given up.</summary>
    private int Confine(int end)
    {
        while (_bytes > _maxBytes)
        {
            int[] open = [.. _open.Keys.Order()];
            if (open.Length == 1)
                throw new GapException(GapErrorKind.Argument,
                    $"{_coordinate.Place}: {_open[open[0]].Held.Count} descriptor instances have nearly equal sums |x| and take {_bytes} bytes "
                    + $"or more to compare, expected at most {_maxBytes}: allow more memory or lower unique_hash_tolerance");
            end = open[open.Length / 2];
            foreach (int run in open[(open.Length / 2)..])
                Forget(run);
        }

        return end;
    }

    private void Forget(int run)
    {
        _open.Remove(run, out OpenRun? closed);
        foreach ((_, double[] vector) in closed!.Held)
            _bytes -= BytesOf(vector.Length);
    }

    private bool AreEqual(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        for (int k = 0; k < x.Length; k++)
            if (!(Math.Abs(x[k] - y[k]) < _coordinate.UniqueDescriptorTolerance))
                return false;
        return true;
    }

    private static long BytesOf(int dimensions) => (long)dimensions * sizeof(double) + Overhead;

    /// <summary>A run of which instances are still to come.</summary>
    private sealed class OpenRun
    {
        internal List<(double Hash, double[] X)> Held { get; } = [];

        internal int Seen { get; set; }
    }
}
