namespace GapFit.Curation;

/// <summary>What curation chose; all lists in the order of the pool.</summary>
/// <param name="Pool">Every configuration.</param>
/// <param name="Distinct">Those that are no duplicates.</param>
/// <param name="Chosen">Those chosen.</param>
public sealed record CurationResult(
    IReadOnlyList<PoolFrame> Pool, IReadOnlyList<PoolFrame> Distinct, IReadOnlyList<ChosenFrame> Chosen);
