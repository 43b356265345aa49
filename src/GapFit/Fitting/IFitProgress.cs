namespace GapFit.Fitting;

/// <summary>Hears how a fit goes on. Phases follow one another; <see cref="Advance"/> may come from several threads at once.</summary>
public interface IFitProgress
{
    /// <summary>A phase begins: its name in a few words and how many steps it has (0 when that is not known).</summary>
    void Begin(string phase, long steps);

    /// <summary>That many more steps of the phase are done.</summary>
    void Advance(long steps);

    /// <summary>Something the user should know, in one line; the fit goes on.</summary>
    void Note(string text);
}
