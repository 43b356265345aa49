using GapCore.Potentials;

namespace GapFit.Fitting;

/// <summary>A fitted potential and how it came about.</summary>
/// <param name="Definition">The potential; null on ranks other than the first, and where nothing was to be fitted.</param>
/// <param name="Report">What was done and what it took.</param>
public sealed record FitResult(GapDefinition? Definition, FitReport Report)
{
    /// <summary>Writes the posterior variance model of the potential; null where none is wanted.</summary>
    internal Action<Stream>? Posterior { get; init; }
}
