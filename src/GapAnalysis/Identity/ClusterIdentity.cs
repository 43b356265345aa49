using GapAnalysis.Fingerprints;
using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Identity;

/// <summary>
/// When two minima of free clusters are the same one: composition equal, energies closer than a window, and every difference asked for
/// within its threshold. Immutable.
/// </summary>
public sealed record ClusterIdentity
{
    /// <summary>The differences that count.</summary>
    public IdentityRules Rules { get; init; } = IdentityRules.Fingerprint;

    /// <summary>eV; energies at least this far apart are of different minima.</summary>
    public double EnergyWindow { get; init; } = 1e-3;

    /// <summary>
    /// Largest distance |V - V'|/sqrt(N) of the same minimum. Between distinct minima of Mg50 it is 0.0046 and more, between relaxations of
    /// one minimum to 0.005 eV/A 0.0011 at most; <see cref="ThresholdCalibration"/> measures the latter.
    /// </summary>
    public double FingerprintThreshold { get; init; } = 0.003;

    /// <summary>Largest relative difference of sorted interatomic distances.</summary>
    public double DistanceTolerance { get; init; } = 0.05;

    /// <summary>Largest relative difference of the principal moments of inertia.</summary>
    public double InertiaTolerance { get; init; } = 0.05;

    /// <summary>Orbitals of the fingerprint.</summary>
    public Orbitals Orbitals { get; init; } = Orbitals.SP;

    /// <summary>Covalent radii of the fingerprint.</summary>
    public CovalentRadii Radii { get; init; } = CovalentRadii.Published;

    /// <summary>What is compared of a cluster.</summary>
    /// <exception cref="GapException">Unsupported: periodic, or too many atoms. Species: an element without radius.</exception>
    public ClusterSignature Describe(Structure structure)
    {
        FreeCluster.Require(structure);
        return new ClusterSignature
        {
            Composition = [.. structure.Numbers.ToArray().Order()],
            Fingerprint = Rules.HasFlag(IdentityRules.Fingerprint) ? GlobalFingerprint.Of(structure, Orbitals, Radii) : null,
            Distances = Rules.HasFlag(IdentityRules.Distances) ? SortedDistances.Of(structure) : null,
            Moments = Rules.HasFlag(IdentityRules.Inertia) ? PrincipalMoments.Of(structure) : null,
        };
    }

    /// <summary>Whether energies (eV) leave the question open.</summary>
    public bool AreClose(double energy, double other) => Math.Abs(energy - other) < EnergyWindow;

    /// <summary>Whether two clusters with close energies, both described by this, are the same minimum.</summary>
    public bool AreSame(ClusterSignature one, ClusterSignature other) =>
        one.Composition.SequenceEqual(other.Composition)
        && (one.Moments is null || one.Moments.DifferenceFrom(other.Moments!) <= InertiaTolerance)
        && (one.Fingerprint is null || one.Fingerprint.DistanceTo(other.Fingerprint!) <= FingerprintThreshold)
        && (one.Distances is null || one.Distances.DifferenceFrom(other.Distances!) <= DistanceTolerance);

    /// <exception cref="GapException">Argument: no rule, or a threshold that makes no sense.</exception>
    internal void Require()
    {
        if (Rules is IdentityRules.None)
            throw new GapException(GapErrorKind.Argument, "no rule of identity, expected fingerprint, distances or inertia");
        Require(EnergyWindow, "energy window", "eV");
        Require(FingerprintThreshold, "fingerprint threshold", "no unit");
        Require(DistanceTolerance, "tolerance of distances", "relative");
        Require(InertiaTolerance, "tolerance of moments of inertia", "relative");
    }

    private static void Require(double value, string name, string unit)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new GapException(GapErrorKind.Argument, $"{name} is {value:g6}, expected a positive number ({unit})");
    }
}
