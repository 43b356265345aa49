using GapCore.Neighbours;

namespace GapCore.Tests.Gates;

/// <summary>A neighbour source that notes, whenever a thread asks it for a centre, how many bytes that thread has allocated so far.</summary>
internal sealed class MeteredSource(NeighbourSource inner) : NeighbourSource
{
    /// <summary>More than the managed thread ids of a test run.</summary>
    public const int MostThreads = 4096;

    private readonly long[] _allocated = new long[MostThreads];

    public override int SiteCount => inner.SiteCount;

    public override int CentreCount => inner.CentreCount;

    /// <summary>Copies the bytes by managed thread id, 0 for threads that never asked; allocates nothing itself.</summary>
    public void Read(long[] allocated) => _allocated.CopyTo(allocated, 0);

    public override void Gather(int centre, double cutoff, Neighbourhood neighbourhood)
    {
        _allocated[Environment.CurrentManagedThreadId] = GC.GetAllocatedBytesForCurrentThread();
        inner.Gather(centre, cutoff, neighbourhood);
    }
}
