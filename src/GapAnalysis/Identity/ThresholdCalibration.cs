using GapCore;

namespace GapAnalysis.Identity;

/// <summary>
/// Thresholds from noise: how much the same minimum differs from itself when it is relaxed again, times a safety factor. The noise
/// depends on the convergence of the relaxation, so relax the pairs as the minima to be compared. Immutable.
/// </summary>
public sealed record ThresholdCalibration
{
    /// <summary>The safety factor unless another is given. For Mg50 it puts the threshold below the nearest distinct minima.</summary>
    public const double DefaultMultiple = 3;

    private const IdentityRules All = IdentityRules.Fingerprint | IdentityRules.Distances | IdentityRules.Inertia;

    /// <summary>Largest difference of energies within a pair, eV.</summary>
    public required double EnergyNoise { get; init; }

    /// <summary>Largest distance of fingerprints within a pair.</summary>
    public required double FingerprintNoise { get; init; }

    /// <summary>Largest relative difference of sorted distances within a pair.</summary>
    public required double DistanceNoise { get; init; }

    /// <summary>Largest relative difference of principal moments within a pair.</summary>
    public required double InertiaNoise { get; init; }

    /// <summary>The identity handed in, with every threshold the multiple of its noise.</summary>
    public required ClusterIdentity Identity { get; init; }

    /// <summary>Measures pairs of the same minimum.</summary>
    /// <param name="pairs">At least one.</param>
    /// <param name="identity">Rules, orbitals and radii; its thresholds are not looked at.</param>
    /// <param name="multiple">Threshold over largest noise, more than 1.</param>
    /// <exception cref="GapException">Argument: no pairs, a pair of different compositions, pairs without noise, a multiple of 1 or less.</exception>
    public static ThresholdCalibration FromNoise(
        IReadOnlyList<RelaxedPair> pairs, ClusterIdentity identity, double multiple = DefaultMultiple)
    {
        if (pairs.Count == 0)
            throw Wrong("0 pairs of relaxed minima, expected at least 1");
        if (!(multiple > 1 && double.IsFinite(multiple)))
            throw Wrong($"multiple of the noise is {multiple:g6}, expected a number above 1");
        ClusterIdentity ruler = identity with { Rules = All };
        double energy = 0, fingerprint = 0, distance = 0, inertia = 0;
        foreach (RelaxedPair pair in pairs)
        {
            ClusterSignature first = ruler.Describe(pair.First);
            ClusterSignature second = ruler.Describe(pair.Second);
            energy = Math.Max(energy, Math.Abs(pair.FirstEnergy - pair.SecondEnergy));
            fingerprint = Math.Max(fingerprint, first.Fingerprint!.DistanceTo(second.Fingerprint!));
            distance = Math.Max(distance, first.Distances!.DifferenceFrom(second.Distances!));
            inertia = Math.Max(inertia, first.Moments!.DifferenceFrom(second.Moments!));
        }

        if (!(energy > 0 && fingerprint > 0 && distance > 0 && inertia > 0))
            throw Wrong($"noise of the {pairs.Count} pairs is 0 in energy or shape, expected minima that were relaxed again from displaced atoms");
        return new ThresholdCalibration
        {
            EnergyNoise = energy,
            FingerprintNoise = fingerprint,
            DistanceNoise = distance,
            InertiaNoise = inertia,
            Identity = identity with
            {
                EnergyWindow = multiple * energy,
                FingerprintThreshold = multiple * fingerprint,
                DistanceTolerance = multiple * distance,
                InertiaTolerance = multiple * inertia,
            },
        };
    }

    private static GapException Wrong(string message) => new(GapErrorKind.Argument, message);
}
