using GapFit.Fitting;

namespace GapFit.Tests.Data;

/// <summary>Progress that keeps what it hears.</summary>
internal sealed class HeardProgress : IFitProgress
{
    public List<string> Notes { get; } = [];

    public long Steps { get; private set; }

    public void Begin(string phase, long steps)
    {
    }

    public void Advance(long steps) => Steps += steps;

    public void Note(string text) => Notes.Add(text);
}
