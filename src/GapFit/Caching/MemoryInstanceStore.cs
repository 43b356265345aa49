using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>Instances in memory, the least recently used sets making room for new ones.</summary>
internal sealed class MemoryInstanceStore(long maxBytes) : IInstanceStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _uses;

    /// <summary>Bytes that are held.</summary>
    internal long Bytes { get; private set; }

    public bool Prepare(string key, IInstanceSource source)
    {
        lock (_lock)
            if (_entries.TryGetValue(key, out Entry? known))
                return known.Blocks is not null;

        // Outside the lock: the same set may be computed twice, but nobody waits for another's.
        var entry = new Entry(source, maxBytes);
        lock (_lock)
        {
            if (_entries.TryAdd(key, entry))
                Bytes += entry.Bytes;
            entry.LastUse = ++_uses;
            while (Bytes > maxBytes)
                Remove(_entries.Where(other => other.Value.Blocks is not null).MinBy(other => other.Value.LastUse).Key);
        }

        return entry.Blocks is not null;
    }

    public bool Visit(string key, int dimensions, Action<InstanceBlock> visit)
    {
        List<InstanceBlock>? blocks = null;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out Entry? entry))
                (blocks, entry.LastUse) = (entry.Blocks, ++_uses);
        }

        blocks?.ForEach(visit);
        return blocks is not null;
    }

    private void Remove(string key)
    {
        _entries.Remove(key, out Entry? removed);
        Bytes -= removed!.Bytes;
    }

    /// <summary>A set of instances, or the knowledge that it does not fit.</summary>
    private sealed class Entry
    {
        internal Entry(IInstanceSource source, long maxBytes)
        {
            List<InstanceBlock>? blocks = [];
            long bytes = 0;
            source.Scan(block =>
            {
                bytes += InstanceFormat.BytesOf(block.Count, source.Dimensions);
                if (bytes > maxBytes)
                    blocks = null;
                blocks?.Add(block with
                {
                    X = block.X[..(block.Count * source.Dimensions)],
                    Cutoffs = block.Cutoffs[..block.Count],
                    Frames = block.Frames[..block.Count],
                });
            });
            Blocks = blocks;
            Bytes = blocks is null ? 0 : bytes;
        }

        /// <summary>null: they do not fit.</summary>
        internal List<InstanceBlock>? Blocks { get; }

        internal long Bytes { get; }

        internal long LastUse { get; set; }
    }
}
