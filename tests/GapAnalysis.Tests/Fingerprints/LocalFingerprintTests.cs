using GapAnalysis.Fingerprints;
using GapAnalysis.Numerics;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Fingerprints;

/// <summary>Fingerprints of environments.</summary>
public sealed class LocalFingerprintTests
{
    [Fact]
    public void Motion_and_numbering_change_nothing()
    {
        var random = new Random(6);
        for (int round = 0; round < 15; round++)
        {
            Structure cluster = Clusters.Random([.. Enumerable.Repeat(12, 8 + round), 8, 8, 1], random);
            LocalFingerprint fingerprint = LocalFingerprint.Of(cluster, 2.5, round % 2 == 0 ? Orbitals.S : Orbitals.SP);
            LocalFingerprint moved = LocalFingerprint.Of(Clusters.Moved(cluster, random), 2.5, fingerprint.Orbitals);
            Assert.InRange(fingerprint.DistanceTo(moved), 0, 1e-11);
        }
    }

    /// <summary>The definition, atom by atom.</summary>
    [Fact]
    public void An_environment_is_its_own_weighted_matrix()
    {
        Structure cluster = Clusters.Random([11, 6, 11, 11, 6, 11, 11], new Random(1));
        const double Width = 1.9;
        LocalFingerprint fingerprint = LocalFingerprint.Of(cluster, Width, Orbitals.SP);
        for (int centre = 0; centre < cluster.Count; centre++)
        {
            double[] matrix = OverlapMatrix.Of(cluster.Numbers, cluster.Positions, Orbitals.SP, CovalentRadii.Published);
            double[] weights = [.. Enumerable.Range(0, cluster.Count).Select(atom => Weight(Distance(cluster, centre, atom), Width))];
            for (int row = 0; row < 28; row++)
                for (int column = 0; column < 28; column++)
                    matrix[28 * row + column] *= weights[row / 4] * weights[column / 4];
            double[] expected = SymmetricEigenvalues.Descending(matrix, 28);
            double[] actual = fingerprint.Environments[centre];
            Assert.Equal(4 * weights.Count(weight => weight > 0), actual.Length);
            // Atoms beyond the cutoff are rows of zeros in this matrix.
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], i < actual.Length ? actual[i] : 0, 1e-12);
        }

        static double Weight(double d, double w) => d < 2 * w ? Math.Pow(1 - d * d / (4 * w * w), 2) : 0;
    }

    [Fact]
    public void Nothing_jumps_when_an_atom_crosses_the_cutoff()
    {
        const double Width = 2.0, Step = 1e-4;
        LocalFingerprint At(double x) => LocalFingerprint.Of(new Structure([11, 11, 11], [0, 0, 0, 3, 0, 0, x, 0, 0.5], Cell.Free), Width);
        double cutoff = Math.Sqrt(16 - 0.25);
        LocalFingerprint inside = At(-cutoff + Step), outside = At(-cutoff - Step);
        Assert.NotEqual(inside.Environments[0].Length, outside.Environments[0].Length);
        Assert.InRange(inside.DistanceTo(outside), 0, 1e-10);
        Assert.True(At(-cutoff + 1).DistanceTo(outside) > 1e-3);
    }

    [Fact]
    public void Atoms_are_matched_with_atoms_of_their_element()
    {
        double[] line = [0, 0, 0, 3, 0, 0, 6, 0, 0];
        LocalFingerprint oxygenAtTheEnd = LocalFingerprint.Of(new Structure([8, 12, 12], line, Cell.Free), 3);
        LocalFingerprint oxygenAtTheOtherEnd = LocalFingerprint.Of(new Structure([12, 12, 8], line, Cell.Free), 3);
        LocalFingerprint oxygenBetween = LocalFingerprint.Of(new Structure([12, 8, 12], line, Cell.Free), 3);
        Assert.InRange(oxygenAtTheEnd.DistanceTo(oxygenAtTheOtherEnd), 0, 1e-12);
        Assert.True(oxygenAtTheEnd.DistanceTo(oxygenBetween) > 0.01);
    }

    [Fact]
    public void Distance_is_the_root_of_the_mean_square_of_the_best_matching()
    {
        var random = new Random(12);
        Structure cluster = Clusters.Random(12, 5, random);
        LocalFingerprint one = LocalFingerprint.Of(cluster, 2.0, Orbitals.S);
        LocalFingerprint other = LocalFingerprint.Of(Clusters.Moved(Clusters.Rattled(cluster, 0.2, random), random), 2.0, Orbitals.S);
        double best = double.PositiveInfinity;
        int[] order = [0, 1, 2, 3, 4];
        for (int trial = 0; trial < 5000; trial++)
        {
            random.Shuffle(order);
            best = Math.Min(best, order.Select((j, i) => Square(one.Environments[i], other.Environments[j])).Sum());
        }

        Assert.Equal(Math.Sqrt(best / 5), one.DistanceTo(other), 1e-12);

        static double Square(double[] a, double[] b) => Enumerable.Range(0, Math.Max(a.Length, b.Length))
            .Sum(i => Math.Pow((i < a.Length ? a[i] : 0) - (i < b.Length ? b[i] : 0), 2));
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        Refusal.Of(GapErrorKind.Argument, () => LocalFingerprint.Of(cluster, 0), "width of the cutoff is 0 A");
        LocalFingerprint fingerprint = LocalFingerprint.Of(cluster, 3);
        Refusal.Of(GapErrorKind.Argument, () => fingerprint.DistanceTo(LocalFingerprint.Of(cluster, 4)), "w = 4 A", "3 A");
        Refusal.Of(GapErrorKind.Argument, () => fingerprint.DistanceTo(LocalFingerprint.Of(Clusters.Icosahedron(12, 4.5), 3)), "elements");
    }

    private static double Distance(Structure cluster, int a, int b) => Math.Sqrt(Enumerable.Range(0, 3)
        .Sum(c => Math.Pow(cluster.Positions[3 * a + c] - cluster.Positions[3 * b + c], 2)));
}
