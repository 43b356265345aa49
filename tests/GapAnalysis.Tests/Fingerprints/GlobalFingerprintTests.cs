using GapAnalysis.Fingerprints;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Fingerprints;

/// <summary>Fingerprints of whole clusters: known values, what they must not notice, and what they must.</summary>
public sealed class GlobalFingerprintTests
{
    /// <summary>Values of an independent program for the icosahedra of <c>ase.cluster.Icosahedron(symbol, 2, a)</c>.</summary>
    [Theory]
    [InlineData(12, 4.5, Orbitals.S, 2.43950485, 1.39512269)]
    [InlineData(12, 4.5, Orbitals.SP, 4.23905174, 3.28986870)]
    [InlineData(11, 5.2, Orbitals.S, 2.56258347, 1.42310211)]
    [InlineData(11, 5.2, Orbitals.SP, 4.47367364, 3.39308585)]
    public void Icosahedra_have_the_known_eigenvalues(int number, double a, Orbitals orbitals, double first, double next)
    {
        ReadOnlySpan<double> values = GlobalFingerprint.Of(Clusters.Icosahedron(number, a), orbitals).Values;
        Assert.Equal(first, values[0], 1e-7);
        for (int i = 1; i <= 3; i++)
            Assert.Equal(next, values[i], 1e-7);
        Assert.True(values[4] < next - 0.01);
    }

    [Theory]
    [InlineData(Orbitals.S)]
    [InlineData(Orbitals.SP)]
    public void Motion_and_numbering_change_nothing(Orbitals orbitals)
    {
        var random = new Random(8);
        for (int round = 0; round < 40; round++)
        {
            Structure cluster = Clusters.Random([.. Enumerable.Repeat(11, 5 + round / 2), 17, 6], random);
            GlobalFingerprint fingerprint = GlobalFingerprint.Of(cluster, orbitals);
            Assert.InRange(fingerprint.DistanceTo(GlobalFingerprint.Of(Clusters.Moved(cluster, random), orbitals)), 0, 1e-12);
        }
    }

    [Theory]
    [InlineData(Orbitals.S, 1)]
    [InlineData(Orbitals.SP, 4)]
    public void The_sum_is_the_number_of_orbitals(Orbitals orbitals, int perAtom)
    {
        var random = new Random(2);
        foreach (int count in (int[])[1, 2, 13, 40])
        {
            GlobalFingerprint fingerprint = GlobalFingerprint.Of(Clusters.Random(12, count, random), orbitals);
            double[] values = fingerprint.Values.ToArray();
            Assert.Equal(perAtom * count, values.Length);
            Assert.Equal(count, fingerprint.AtomCount);
            Assert.Equal(perAtom * count, values.Sum(), 1e-11 * values.Length);
            Assert.True(values.All(value => value > -1e-12), "an overlap matrix has no negative eigenvalue");
            Assert.Equal(values.OrderDescending(), values);
        }
    }

    [Fact]
    public void Distance_is_the_norm_over_the_root_of_the_number_of_atoms()
    {
        GlobalFingerprint one = GlobalFingerprint.Of(Clusters.Icosahedron(11, 5.2));
        GlobalFingerprint other = GlobalFingerprint.Of(Clusters.Icosahedron(11, 5.3));
        double expected = Math.Sqrt(one.Values.ToArray().Zip(other.Values.ToArray(), (a, b) => (a - b) * (a - b)).Sum() / 13);
        Assert.Equal(expected, one.DistanceTo(other), 1e-14);
        Assert.Equal(one.DistanceTo(other), other.DistanceTo(one));
        Assert.True(expected > 0.01);
    }

    [Fact]
    public void A_displacement_counts_and_a_small_one_counts_little()
    {
        var random = new Random(4);
        Structure cluster = Clusters.Random(12, 30, random);
        GlobalFingerprint fingerprint = GlobalFingerprint.Of(cluster);
        double before = double.PositiveInfinity;
        foreach (double size in (double[])[0.5, 0.05, 0.005])
        {
            double distance = fingerprint.DistanceTo(GlobalFingerprint.Of(Clusters.Rattled(cluster, size, random)));
            Assert.InRange(distance, 0.02 * size, before / 4);
            before = distance;
        }
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        var crystal = new Structure(cluster.Numbers, cluster.Positions, new Cell([20, 0, 0, 0, 20, 0, 0, 0, 20], false, true, false));
        Refusal.Of(GapErrorKind.Unsupported, () => GlobalFingerprint.Of(crystal), "periodic", "free cluster");
        GlobalFingerprint s = GlobalFingerprint.Of(cluster, Orbitals.S);
        Refusal.Of(GapErrorKind.Argument, () => s.DistanceTo(GlobalFingerprint.Of(cluster)), "SP", "expected 13 with S");
        Refusal.Of(GapErrorKind.Argument, () => s.DistanceTo(GlobalFingerprint.Of([11], [0, 0, 0], Orbitals.S)), "1 atoms");
        Refusal.Of(GapErrorKind.Argument, () => GlobalFingerprint.Of([11], [0, 0]), "2 numbers");
        Refusal.Of(GapErrorKind.Argument, () => GlobalFingerprint.Of([11], [0, 0, double.NaN]), "finite");
    }
}
