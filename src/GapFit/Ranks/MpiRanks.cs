using System.Runtime.InteropServices;
using GapCore;

namespace GapFit.Ranks;

/// <summary>
/// The ranks of MPI_COMM_WORLD. MPI is started here unless the host did, and then ended by <see cref="Dispose"/>. A waiting rank sleeps: its
/// processors are free for the threads of others.
/// </summary>
public sealed class MpiRanks : IRankGroup
{
    private bool _ended;

    /// <exception cref="GapException">Io: the shim or MPI cannot be loaded. Internal: MPI does not start.</exception>
    public MpiRanks()
    {
        MpiShim.Require(MpiShim.Init(), "start");
        MpiShim.Require(MpiShim.Rank(out int rank), "rank");
        MpiShim.Require(MpiShim.Size(out int count), "size");
        Rank = rank;
        Count = count;
    }

    public int Rank { get; }

    public int Count { get; }

    public void Barrier() => MpiShim.Require(MpiShim.Barrier(), "barrier");

    public void Broadcast(Span<byte> data, int root) =>
        MpiShim.Require(MpiShim.Broadcast(ref MemoryMarshal.GetReference(data), data.Length, root), "broadcast");

    public void Send(ReadOnlySpan<byte> data, int to) =>
        MpiShim.Require(MpiShim.Send(in MemoryMarshal.GetReference(data), data.Length, to), "send");

    public void Receive(Span<byte> data, int from) =>
        MpiShim.Require(MpiShim.Receive(ref MemoryMarshal.GetReference(data), data.Length, from), "receive");

    public double Sum(double value)
    {
        MpiShim.Require(MpiShim.Sum(ref value), "sum");
        return value;
    }

    public long Max(long value)
    {
        MpiShim.Require(MpiShim.Max(ref value), "maximum");
        return value;
    }

    public void Abort(int code) => MpiShim.Abort(code);

    public void Dispose()
    {
        if (_ended)
            return;
        _ended = true;
        MpiShim.Require(MpiShim.Finalise(), "end");
    }
}
