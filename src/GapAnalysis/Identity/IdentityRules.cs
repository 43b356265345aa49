namespace GapAnalysis.Identity;

/// <summary>What two clusters are compared by.</summary>
[Flags]
public enum IdentityRules
{
    None = 0,

    /// <summary>Distance of the global overlap-matrix fingerprints.</summary>
    Fingerprint = 1,

    /// <summary>Sorted interatomic distances.</summary>
    Distances = 2,

    /// <summary>Principal moments of inertia.</summary>
    Inertia = 4,
}
