namespace GapFit.Curation;

/// <summary>A chosen configuration.</summary>
/// <param name="Frame">The configuration.</param>
/// <param name="ForceError">max_i |dF_i| (eV/A) where it was added for that; else null.</param>
/// <param name="Part">Part of the data set that it belongs to; null where there are none.</param>
public sealed record ChosenFrame(PoolFrame Frame, double? ForceError = null, string? Part = null);
