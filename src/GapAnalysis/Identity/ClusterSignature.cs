using GapAnalysis.Fingerprints;

namespace GapAnalysis.Identity;

/// <summary>What a <see cref="ClusterIdentity"/> compares of a cluster; null what its rules leave out. Immutable.</summary>
public sealed class ClusterSignature
{
    /// <summary>Atomic numbers, ascending.</summary>
    public required IReadOnlyList<int> Composition { get; init; }

    public GlobalFingerprint? Fingerprint { get; init; }

    public SortedDistances? Distances { get; init; }

    public PrincipalMoments? Moments { get; init; }
}
