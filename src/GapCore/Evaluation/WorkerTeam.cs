using System.Runtime.ExceptionServices;

namespace GapCore.Evaluation;

/// <summary>
/// A fixed team of threads that run one delegate together, the caller being number 0. Starting work and waiting for it allocate nothing:
/// both spin for a moment and then wait for kernel events (SemaphoreSlim allocates now and then when it blocks). Threads start when first
/// needed and end with <see cref="Dispose"/>.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    /// <summary>About ten microseconds: the next evaluation often follows at once.</summary>
    private const int Spins = 300;

    private readonly Thread[] _threads;
    private readonly AutoResetEvent[] _start;
    private readonly AutoResetEvent _finished = new(false);
    private Action<int>? _work;
    private Exception? _failure;
    private volatile int _round;
    private int _running;
    private volatile bool _stopping;

    internal WorkerTeam(int size)
    {
        _threads = new Thread[size - 1];
        _start = new AutoResetEvent[size - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int member = i + 1;
            _start[i] = new AutoResetEvent(false);
            _threads[i] = new Thread(() => Serve(member)) { IsBackground = true, Name = "gapsharp worker" };
            _threads[i].Start();
        }
    }

    internal int Size => _threads.Length + 1;

    /// <summary>Runs work(0) .. work(Size - 1) and waits; the first failure is thrown again here.</summary>
    internal void Run(Action<int> work)
    {
        _work = work;
        _failure = null;
        Volatile.Write(ref _running, _threads.Length);
        Wake();
        Guarded(0);
        for (int spin = 0; spin < Spins && Volatile.Read(ref _running) > 0; spin++)
            Thread.SpinWait(10);
        while (Volatile.Read(ref _running) > 0)
            _finished.WaitOne();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    public void Dispose()
    {
        _stopping = true;
        Wake();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (AutoResetEvent start in _start)
            start.Dispose();
        _finished.Dispose();
    }

    private void Wake()
    {
        _round++;
        foreach (AutoResetEvent start in _start)
            start.Set();
    }

    private void Serve(int member)
    {
        for (int round = 0; ; round++)
        {
            for (int spin = 0; spin < Spins && _round == round; spin++)
                Thread.SpinWait(10);

            // An event may be left over from a round that was seen while spinning.
            while (_round == round)
                _start[member - 1].WaitOne();
            if (_stopping)
                return;
            Guarded(member);
            if (Interlocked.Decrement(ref _running) == 0)
                _finished.Set();
        }
    }

    private void Guarded(int member)
    {
        try
        {
            _work!(member);
        }
#pragma warning disable CA1031 // Whatever happened on a worker is thrown again on the calling thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }
}
