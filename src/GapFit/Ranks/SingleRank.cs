using GapCore;

namespace GapFit.Ranks;

/// <summary>A fit in one process, without MPI.</summary>
public sealed class SingleRank : IRankGroup
{
    public int Rank => 0;

    public int Count => 1;

    public void Barrier()
    {
    }

    public void Broadcast(Span<byte> data, int root) => RequireOwn(root);

    public void Send(ReadOnlySpan<byte> data, int to) => throw Alone($"message to rank {to}");

    public void Receive(Span<byte> data, int from) => throw Alone($"message from rank {from}");

    public double Sum(double value) => value;

    public long Max(long value) => value;

    public void Abort(int code) => Environment.Exit(code);

    public void Dispose()
    {
    }

    private static void RequireOwn(int root)
    {
        if (root != 0)
            throw Alone($"broadcast from rank {root}");
    }

    private static GapException Alone(string what) => new(GapErrorKind.Internal, $"{what}, expected none: there is one rank only");
}
