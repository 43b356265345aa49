using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>Where instances are kept, under keys that tell them apart. Thread-safe.</summary>
internal interface IInstanceStore
{
    /// <summary>Sees to it that the instances of a source are there; false where they do not fit.</summary>
    bool Prepare(string key, IInstanceSource source);

    /// <summary>
    /// Visits the blocks that are kept, in order and as the source gave them; false once one is missing or damaged, those before it visited.
    /// </summary>
    bool Visit(string key, int dimensions, Action<InstanceBlock> visit);
}
