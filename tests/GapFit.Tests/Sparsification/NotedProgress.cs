using GapFit.Fitting;

namespace GapFit.Tests.Sparsification;

/// <summary>Keeps the notes.</summary>
internal sealed class NotedProgress : IFitProgress
{
    public List<string> Notes { get; } = [];

    public void Begin(string phase, long steps)
    {
    }

    public void Advance(long steps)
    {
    }

    public void Note(string text) => Notes.Add(text);
}
