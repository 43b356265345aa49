using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>The instances of another source, from a store where it has them; from where it has not, computed.</summary>
internal sealed class CachedSource(IInstanceSource computed, string key, IInstanceStore store) : IInstanceSource
{
    public int Dimensions => computed.Dimensions;

    public void Scan(Action<InstanceBlock> visit)
    {
        long next = 0;
        bool complete = store.Prepare(key, computed) && store.Visit(key, Dimensions, block =>
        {
            visit(block);
            next = block.First + block.Count;
        });
        if (complete)
            return;
        // Blocks are the same in every scan, so that the computed ones follow on those that were sound.
        computed.Scan(block =>
        {
            if (block.First >= next)
                visit(block);
        });
    }
}
