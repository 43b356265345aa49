using System.Collections;
using GapCore;

namespace GapFit.Sparsification;

/// <summary>What one scan tells about all instances: a hash of each, 8 bytes, and which frames they belong to.</summary>
internal sealed class InstanceCensus
{
    private readonly List<(int First, int Frame)> _frames = [];

    internal InstanceCensus(IInstanceSource source, string place)
    {
        int dimensions = source.Dimensions;
        source.Scan(block =>
        {
            if (block.First + block.Count > Array.MaxLength)
                throw new GapException(GapErrorKind.Unsupported,
                    $"{place} has more than {Array.MaxLength} descriptor instances: choose sparse points from fewer configurations");
            for (int i = 0; i < block.Count; i++)
            {
                if (_frames.Count == 0 || _frames[^1].Frame != block.Frames[i])
                    _frames.Add(((int)block.First + i, block.Frames[i]));
                Hashes.Add(Hash(block.X.AsSpan(i * dimensions, dimensions)));
            }
        });
        Count = Hashes.Count;
    }

    /// <summary>Instances.</summary>
    internal int Count { get; }

    /// <summary>Hash of each instance, until the search for duplicates reuses the list.</summary>
    internal List<double> Hashes { get; } = [];

    /// <summary>sum_d |x_d|; the value itself where there is one component.</summary>
    internal static double Hash(ReadOnlySpan<double> x)
    {
        if (x.Length == 1)
            return x[0];
        double sum = 0;
        foreach (double component in x)
            sum += Math.Abs(component);
        return sum;
    }

    /// <summary>The instances of frames that a condition admits.</summary>
    internal BitArray MembersOf(Predicate<int> isAdmitted)
    {
        BitArray members = new(Count);
        for (int f = 0; f < _frames.Count; f++)
        {
            if (!isAdmitted(_frames[f].Frame))
                continue;
            int end = f + 1 < _frames.Count ? _frames[f + 1].First : Count;
            for (int i = _frames[f].First; i < end; i++)
                members[i] = true;
        }

        return members;
    }
}
