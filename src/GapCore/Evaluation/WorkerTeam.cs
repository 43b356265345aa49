using System.Runtime.ExceptionServices;

namespace GapCore.Evaluation;

/// <summary>
/// A fixed team of threads that run one delegate together, the caller being number 0. Starting work allocates nothing. Threads start when
/// first needed and end with <see cref="Dispose"/>.
/// </summary>
internal sealed class WorkerTeam : IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _start;
    private readonly SemaphoreSlim _finished = new(0);
    private Action<int>? _work;
    private Exception? _failure;
    private volatile bool _stopping;

    internal WorkerTeam(int size)
    {
        _threads = new Thread[size - 1];
        _start = new SemaphoreSlim[size - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int member = i + 1;
            _start[i] = new SemaphoreSlim(0);
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
        foreach (SemaphoreSlim start in _start)
            start.Release();
        Guarded(0);
        for (int i = 0; i < _threads.Length; i++)
            _finished.Wait();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (SemaphoreSlim start in _start)
            start.Release();
        foreach (Thread thread in _threads)
            thread.Join();
        foreach (SemaphoreSlim start in _start)
            start.Dispose();
        _finished.Dispose();
    }

    private void Serve(int member)
    {
        while (true)
        {
            _start[member - 1].Wait();
            if (_stopping)
                return;
            Guarded(member);
            _finished.Release();
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
