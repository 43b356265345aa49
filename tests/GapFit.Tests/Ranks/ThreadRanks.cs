using System.Collections.Concurrent;
using GapCore;
using GapFit.Ranks;

namespace GapFit.Tests.Ranks;

/// <summary>Ranks that are threads of this process and exchange copies of their messages.</summary>
internal sealed class ThreadRanks : IRankGroup
{
    private readonly BlockingCollection<byte[]>[,] _messages;

    private ThreadRanks(BlockingCollection<byte[]>[,] messages, int rank)
    {
        _messages = messages;
        Rank = rank;
    }

    public int Rank { get; }

    public int Count => _messages.GetLength(0);

    /// <summary>Code of <see cref="Abort"/>, when this rank called it.</summary>
    public int? AbortCode { get; private set; }

    /// <summary>Runs a program on all ranks; the first error of a rank is thrown, and ends the waits of the others.</summary>
    public static ThreadRanks[] Run(int count, Action<IRankGroup> program)
    {
        var messages = new BlockingCollection<byte[]>[count, count];
        for (int k = 0; k < count * count; k++)
            messages[k / count, k % count] = [];
        ThreadRanks[] ranks = [.. Enumerable.Range(0, count).Select(rank => new ThreadRanks(messages, rank))];
        var errors = new ConcurrentQueue<Exception>();
        Thread[] threads = [.. ranks.Select(rank => new Thread(() =>
        {
            try
            {
                program(rank);
            }
            catch (Exception error)
            {
                errors.Enqueue(error);
                rank.EndWaits();
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return errors.TryDequeue(out Exception? first) ? throw new InvalidOperationException(first.Message, first) : ranks;
    }

    public void Barrier() => Max(0);

    public void Broadcast(Span<byte> data, int root)
    {
        if (Rank != root)
            Receive(data, root);
        else
            foreach (int other in Enumerable.Range(0, Count).Where(other => other != root))
                Send(data, other);
    }

    public void Send(ReadOnlySpan<byte> data, int to) => _messages[Rank, to].Add(data.ToArray());

    public void Receive(Span<byte> data, int from)
    {
        byte[] message = _messages[from, Rank].Take();
        if (message.Length != data.Length)
            throw new GapException(GapErrorKind.Internal, $"message of {message.Length} bytes, expected {data.Length}");
        message.CopyTo(data);
    }

    public double Sum(double value) => Reduce(value, (a, b) => a + b, BitConverter.GetBytes, bytes => BitConverter.ToDouble(bytes));

    public long Max(long value) => Reduce(value, Math.Max, BitConverter.GetBytes, bytes => BitConverter.ToInt64(bytes));

    public void Abort(int code)
    {
        AbortCode = code;
        EndWaits();
    }

    public void Dispose()
    {
    }

    private void EndWaits()
    {
        foreach (BlockingCollection<byte[]> queue in _messages)
            queue.CompleteAdding();
    }

    private T Reduce<T>(T value, Func<T, T, T> combine, Func<T, byte[]> write, Func<byte[], T> read)
    {
        byte[] bytes = write(value);
        if (Rank > 0)
            Send(bytes, 0);
        for (int other = 1; Rank == 0 && other < Count; other++)
        {
            Receive(bytes, other);
            value = combine(value, read(bytes));
        }

        bytes = write(value);
        Broadcast(bytes, 0);
        return read(bytes);
    }
}
