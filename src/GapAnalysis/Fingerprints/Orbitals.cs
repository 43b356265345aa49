namespace GapAnalysis.Fingerprints;

/// <summary>Gaussian orbitals on every atom; the numbers are those of the C ABI (<c>gapsharp.h</c>).</summary>
public enum Orbitals
{
    /// <summary>One s orbital.</summary>
    S = 1,

    /// <summary>One s and three p orbitals.</summary>
    SP = 3,
}

/// <summary>Counting orbitals.</summary>
internal static class OrbitalCounts
{
    internal static int PerAtom(this Orbitals orbitals) => orbitals == Orbitals.S ? 1 : 4;
}
