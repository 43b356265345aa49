using GapAnalysis.Identity;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Identity;

/// <summary>Thresholds from pairs of the same minimum.</summary>
public sealed class ThresholdCalibrationTests
{
    [Fact]
    public void Thresholds_are_the_multiple_of_the_largest_noise()
    {
        RelaxedPair[] pairs = [Pair(0.001, 1e-5, 1), Pair(0.02, 3e-5, 2), Pair(0.005, -7e-5, 3)];
        var wanted = new ClusterIdentity { Rules = IdentityRules.Inertia | IdentityRules.Fingerprint };
        ThresholdCalibration calibration = ThresholdCalibration.FromNoise(pairs, wanted, 4);
        Assert.Equal(7e-5, calibration.EnergyNoise, 1e-15);
        Assert.Equal(4 * calibration.EnergyNoise, calibration.Identity.EnergyWindow);
        Assert.Equal(4 * calibration.FingerprintNoise, calibration.Identity.FingerprintThreshold);
        Assert.Equal(4 * calibration.DistanceNoise, calibration.Identity.DistanceTolerance);
        Assert.Equal(4 * calibration.InertiaNoise, calibration.Identity.InertiaTolerance);
        Assert.Equal(wanted.Rules, calibration.Identity.Rules);

        // The noisiest pair decides, whatever the rules.
        ThresholdCalibration worst = ThresholdCalibration.FromNoise(pairs[1..2], wanted, 4);
        Assert.Equal(worst.FingerprintNoise, calibration.FingerprintNoise);
        Assert.Equal(worst.DistanceNoise, calibration.DistanceNoise);
    }

    [Fact]
    public void Calibrated_pairs_are_the_same_minimum()
    {
        RelaxedPair[] pairs = [.. Enumerable.Range(0, 10).Select(seed => Pair(0.01, 1e-4, seed))];
        ClusterIdentity identity = ThresholdCalibration.FromNoise(pairs, new ClusterIdentity()).Identity;
        Assert.All(pairs, pair => Assert.Equal(
            [0, 0], Deduplicator.Representatives([pair.First, pair.Second], [pair.FirstEnergy, pair.SecondEnergy], identity)));
    }

    [Fact]
    public void What_gives_no_noise_is_refused()
    {
        void Refused(string says, RelaxedPair[] pairs, double multiple = 3) => Refusal.Of(
            GapErrorKind.Argument, () => ThresholdCalibration.FromNoise(pairs, new ClusterIdentity(), multiple), says);
        RelaxedPair pair = Pair(0.01, 1e-4, 1);
        Refused("0 pairs", []);
        Refused("multiple of the noise is 1", [pair], 1);
        Refused("noise of the 1 pairs is 0", [pair with { Second = pair.First, SecondEnergy = pair.FirstEnergy }]);
        Refused("expected 30 with SP", [pair with { Second = Clusters.Icosahedron(12, 4.5) }]);
    }

    private static RelaxedPair Pair(double displacement, double energy, int seed)
    {
        var random = new Random(seed);
        Structure cluster = Clusters.Random(12, 30, random);
        return new RelaxedPair(cluster, -10, Clusters.Moved(Clusters.Rattled(cluster, displacement, random), random), -10 + energy);
    }
}
