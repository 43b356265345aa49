using GapAnalysis.Identity;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Identity;

/// <summary>Each rule by itself, and together.</summary>
public sealed class ClusterIdentityTests
{
    private const IdentityRules All = IdentityRules.Fingerprint | IdentityRules.Distances | IdentityRules.Inertia;

    [Theory]
    [InlineData(IdentityRules.Fingerprint)]
    [InlineData(IdentityRules.Distances)]
    [InlineData(IdentityRules.Inertia)]
    [InlineData(All)]
    public void A_moved_cluster_is_the_same_and_another_is_not(IdentityRules rules)
    {
        var random = new Random(11);
        var identity = new ClusterIdentity { Rules = rules };
        for (int round = 0; round < 20; round++)
        {
            Structure cluster = Clusters.Random([.. Enumerable.Repeat(12, 15), 8, 8], random);
            ClusterSignature signature = identity.Describe(cluster);
            Assert.True(identity.AreSame(signature, identity.Describe(Clusters.Moved(Clusters.Rattled(cluster, 1e-4, random), random))));
            Assert.False(identity.AreSame(signature, identity.Describe(Clusters.Random([.. Enumerable.Repeat(12, 15), 8, 8], random))));
        }
    }

    [Fact]
    public void Five_percent_of_a_distance_and_of_a_moment()
    {
        Structure Chain(double second) => new([12, 12, 12], [0, 0, 0, 3, 0, 0, 3 + second, 0, 0], Cell.Free);
        SortedDistances reference = SortedDistances.Of(Chain(3.5));
        Assert.Equal([3, 3.5, 6.5], reference.Values.ToArray());
        Assert.Equal(0.2 / 3.6, reference.DifferenceFrom(SortedDistances.Of(Chain(3.7))), 1e-14);
        var identity = new ClusterIdentity { Rules = IdentityRules.Distances };
        Assert.True(identity.AreSame(identity.Describe(Chain(3.5)), identity.Describe(Chain(3.67))));
        Assert.False(identity.AreSame(identity.Describe(Chain(3.5)), identity.Describe(Chain(3.69))));

        // Two equal moments 2 r^2 across a dimer of bond 2r, none along it.
        Structure Dimer(double bond) => new([12, 12], [1, 2, 3, 1 + bond * 0.6, 2, 3 + bond * 0.8], Cell.Free);
        double[] moments = PrincipalMoments.Of(Dimer(3)).Values.ToArray();
        Assert.Equal(4.5, moments[0], 1e-13);
        Assert.Equal(4.5, moments[1], 1e-13);
        Assert.Equal(0, moments[2], 1e-13);
        Assert.Equal((1.1 * 1.1 - 1) / ((1.1 * 1.1 + 1) / 2), PrincipalMoments.Of(Dimer(3.3)).DifferenceFrom(PrincipalMoments.Of(Dimer(3))), 1e-12);
    }

    [Fact]
    public void Exchanged_elements_are_not_the_same_to_distances()
    {
        double[] line = [0, 0, 0, 3, 0, 0, 6, 0, 0];
        var identity = new ClusterIdentity { Rules = IdentityRules.Distances };
        Assert.False(identity.AreSame(
            identity.Describe(new Structure([8, 12, 12], line, Cell.Free)), identity.Describe(new Structure([12, 8, 12], line, Cell.Free))));
    }

    [Fact]
    public void Another_composition_is_another_cluster()
    {
        var identity = new ClusterIdentity { Rules = IdentityRules.Inertia };
        Structure cluster = Clusters.Icosahedron(11, 5.2);
        Structure other = new(Enumerable.Repeat(12, 13).ToArray(), cluster.Positions, Cell.Free);
        Assert.False(identity.AreSame(identity.Describe(cluster), identity.Describe(other)));
        Structure smaller = new(cluster.Numbers[1..], cluster.Positions[3..], Cell.Free);
        Assert.False(identity.AreSame(identity.Describe(cluster), identity.Describe(smaller)));
    }

    [Fact]
    public void Rules_hold_together()
    {
        Structure one = Clusters.Icosahedron(12, 4.5), other = Clusters.Icosahedron(12, 4.6);
        var identity = new ClusterIdentity { Rules = IdentityRules.Distances };
        Assert.True(identity.AreSame(identity.Describe(one), identity.Describe(other)));
        identity = identity with { Rules = IdentityRules.Distances | IdentityRules.Fingerprint };
        Assert.False(identity.AreSame(identity.Describe(one), identity.Describe(other)));
    }

    [Fact]
    public void Periodic_structures_are_refused() => Refusal.Of(
        GapErrorKind.Unsupported,
        () => new ClusterIdentity { Rules = IdentityRules.Inertia }.Describe(
            new Structure([11], [0, 0, 0], new Cell([9, 0, 0, 0, 9, 0, 0, 0, 9], true, true, true))),
        "periodic");
}
