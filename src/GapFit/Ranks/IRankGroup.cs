using GapCore;

namespace GapFit.Ranks;

/// <summary>
/// The processes (ranks) that make one fit together. Calls come from one thread at a time. <see cref="Barrier"/>, <see cref="Broadcast"/>,
/// <see cref="Sum"/>, <see cref="Max"/> and <see cref="IDisposable.Dispose"/> are collective: all ranks make them, in the same order.
/// A call that fails throws <see cref="GapException"/> (Internal); the ranks are then out of step, and what is left is
/// <see cref="RankErrors.End"/>.
/// </summary>
public interface IRankGroup : IDisposable
{
    /// <summary>Number of this process, 0 .. Count-1. Rank 0 writes the files and speaks to the user.</summary>
    int Rank { get; }

    int Count { get; }

    /// <summary>Returns when all ranks have come here.</summary>
    void Barrier();

    /// <summary>Copies rank <paramref name="root"/>'s data, of the same length everywhere, to all ranks.</summary>
    void Broadcast(Span<byte> data, int root);

    /// <summary>Sends to another rank; may return only when that rank receives. Messages of one rank to another keep their order.</summary>
    void Send(ReadOnlySpan<byte> data, int to);

    /// <summary>Waits for a message of just this length from another rank.</summary>
    void Receive(Span<byte> data, int from);

    /// <summary>Sum over all ranks, the same number on each; its last digits depend on the number of ranks.</summary>
    double Sum(double value);

    /// <summary>Largest of all ranks.</summary>
    long Max(long value);

    /// <summary>Ends the processes of all ranks at once, whatever they do; the launcher reports the code.</summary>
    void Abort(int code);
}
