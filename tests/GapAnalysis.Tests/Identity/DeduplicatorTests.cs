using GapAnalysis.Fingerprints;
using GapAnalysis.Identity;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Identity;

/// <summary>Groups of minima, against the naive rule.</summary>
public sealed class DeduplicatorTests
{
    [Theory]
    [InlineData(IdentityRules.Fingerprint, 0)]
    [InlineData(IdentityRules.Distances, 1)]
    [InlineData(IdentityRules.Inertia, 2)]
    [InlineData(IdentityRules.Fingerprint | IdentityRules.Inertia, 3)]
    public void Every_pair_compared_gives_the_same(IdentityRules rules, int seed)
    {
        (Structure[] minima, double[] energies) = Pool(15, 8, seed);
        var identity = new ClusterIdentity { Rules = rules };
        int[] representatives = Deduplicator.Representatives(minima, energies, identity);
        Assert.Equal(Naive(minima, energies, identity), representatives);
        Assert.Equal(representatives, Deduplicator.Representatives(minima, energies, identity, threads: 4));
    }

    [Fact]
    public void The_lowest_of_each_group_is_kept()
    {
        (Structure[] minima, double[] energies) = Pool(20, 6, 7);
        int[] representatives = Deduplicator.Representatives(minima, energies, new ClusterIdentity());
        Assert.Equal(20, representatives.Distinct().Count());
        for (int i = 0; i < minima.Length; i++)
        {
            Assert.Equal(i / 6, representatives[i] / 6);
            Assert.True(energies[representatives[i]] <= energies[i]);
            Assert.Equal(representatives[i], representatives[representatives[i]]);
        }
    }

    [Fact]
    public void Of_equal_energies_the_first_is_kept()
    {
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        var random = new Random(1);
        Structure[] minima = [Clusters.Moved(cluster, random), cluster, Clusters.Moved(cluster, random)];
        Assert.Equal([0, 0, 0], Deduplicator.Representatives(minima, [-1, -1, -1], new ClusterIdentity()));
    }

    [Fact]
    public void The_same_shape_farther_than_the_window_stays()
    {
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        int[] representatives = Deduplicator.Representatives(
            [cluster, cluster, cluster], [-1, -1.0006, -1.0012], new ClusterIdentity { EnergyWindow = 1e-3 });

        // The window is measured from the kept one, so a chain of small steps does not run away.
        Assert.Equal([0, 2, 2], representatives);
    }

    [Fact]
    public void A_fingerprint_tells_what_energy_alone_does_not()
    {
        Structure[] minima = [Clusters.Icosahedron(11, 5.2), Clusters.Icosahedron(11, 5.4), Clusters.Icosahedron(12, 5.2)];
        Assert.Equal([0, 1, 2], Deduplicator.Representatives(minima, [-1, -1, -1], new ClusterIdentity()));
        Assert.Equal([0, 0, 2], Deduplicator.Representatives(minima, [-1, -1, -1], new ClusterIdentity { FingerprintThreshold = 10 }));
    }

    [Fact]
    public void No_minima_give_no_groups() => Assert.Empty(Deduplicator.Representatives([], [], new ClusterIdentity(), 3));

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        void Refused(string says, ClusterIdentity identity, double[] energies, int threads = 1) => Refusal.Of(
            GapErrorKind.Argument, () => Deduplicator.Representatives([cluster, cluster], energies, identity, threads), says);
        Refused("1 energies of 2 minima", new ClusterIdentity(), [0]);
        Refused("energy of minimum 1 is NaN", new ClusterIdentity(), [0, double.NaN]);
        Refused("threads is 0", new ClusterIdentity(), [0, 0], 0);
        Refused("energy window is 0", new ClusterIdentity { EnergyWindow = 0 }, [0, 0]);
        Refused("fingerprint threshold is -1", new ClusterIdentity { FingerprintThreshold = -1 }, [0, 0]);
        Refused("no rule of identity", new ClusterIdentity { Rules = IdentityRules.None }, [0, 0]);
    }

    [Fact]
    public void A_failure_in_a_thread_is_the_failure()
    {
        Structure heavy = new([97, 97], [0, 0, 0, 3, 0, 0], Cell.Free);
        Refusal.Of(GapErrorKind.Species, () => Deduplicator.Representatives([heavy, heavy], [0, 0], new ClusterIdentity(), 2), "Bk");
        ClusterIdentity own = new() { Radii = CovalentRadii.Published.With(97, 1.7) };
        Assert.Equal([0, 0], Deduplicator.Representatives([heavy, heavy], [0, 0], own, 2));
    }

    /// <summary>Distinct clusters one after another, each several times: moved, a little rattled, with a little noise in the energy.</summary>
    private static (Structure[] Minima, double[] Energies) Pool(int distinct, int copies, int seed)
    {
        var random = new Random(seed);
        List<Structure> minima = [];
        List<double> energies = [];
        for (int i = 0; i < distinct; i++)
        {
            Structure cluster = Clusters.Random(12, 12, random);
            // Energies of different clusters often lie closer than the window.
            double energy = 0.0007 * random.Next(distinct / 2);
            for (int copy = 0; copy < copies; copy++)
            {
                minima.Add(Clusters.Moved(Clusters.Rattled(cluster, 1e-4, random), random));
                energies.Add(energy + 1e-5 * random.NextDouble());
            }
        }

        return ([.. minima], [.. energies]);
    }

    private static int[] Naive(Structure[] minima, double[] energies, ClusterIdentity identity)
    {
        ClusterSignature[] signatures = [.. minima.Select(identity.Describe)];
        var representatives = new int[minima.Length];
        List<int> kept = [];
        foreach (int i in Enumerable.Range(0, minima.Length).OrderBy(i => energies[i]).ThenBy(i => i))
        {
            int[] same = [.. kept.Where(k => identity.AreClose(energies[k], energies[i]) && identity.AreSame(signatures[k], signatures[i]))];
            representatives[i] = same.Length > 0 ? same[0] : i;
            if (same.Length == 0)
                kept.Add(i);
        }

        return representatives;
    }
}
