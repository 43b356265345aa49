namespace GapFit.Fitting;

/// <summary>Progress that nobody watches.</summary>
public sealed class SilentProgress : IFitProgress
{
    public static SilentProgress Instance { get; } = new();

    public void Begin(string phase, long steps)
    {
    }

    public void Advance(long steps)
    {
    }

    public void Note(string text)
    {
    }
}
