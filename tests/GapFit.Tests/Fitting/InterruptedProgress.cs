using GapFit.Fitting;

namespace GapFit.Tests.Fitting;

/// <summary>Ends a fit from within, after some configurations.</summary>
internal sealed class InterruptedProgress(int configurations) : IFitProgress
{
    private bool _fitting;
    private long _done;

    public void Begin(string phase, long steps) => _fitting = phase == "fitting";

    public void Advance(long steps)
    {
        if (_fitting && Interlocked.Add(ref _done, steps) > configurations)
            throw new Interrupted();
    }

    public void Note(string text)
    {
    }

    public sealed class Interrupted : Exception;
}
