using GapCore.Potentials;

namespace GapNative;

/// <summary>One open potential and the idle workspaces of the threads that call it. Thread-safe.</summary>
internal sealed class Model(GapPotential potential)
{
    internal const int MaxThreads = 256;

    private readonly Stack<Workspace> _idle = new();
    private bool _closed;

    internal GapPotential Potential { get; } = potential;

    /// <summary>Worker threads per evaluation (1..256).</summary>
    internal int Threads { get; set; } = 1;

    /// <summary>Takes an idle workspace or makes one.</summary>
    internal Workspace Rent()
    {
        Workspace? workspace;
        lock (_idle)
            _idle.TryPop(out workspace);
        workspace ??= new Workspace(Potential);
        workspace.Evaluator.ThreadCount = Threads;
        return workspace;
    }

    /// <summary>Takes a workspace back; a model closed meanwhile disposes of it.</summary>
    internal void Return(Workspace workspace)
    {
        lock (_idle)
        {
            if (!_closed)
            {
                _idle.Push(workspace);
                return;
            }
        }

        workspace.Dispose();
    }

    internal void Close()
    {
        lock (_idle)
        {
            _closed = true;
            while (_idle.TryPop(out Workspace? workspace))
                workspace.Dispose();
        }
    }
}
