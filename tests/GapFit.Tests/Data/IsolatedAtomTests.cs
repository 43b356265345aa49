using GapCore;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>Where the energies of isolated atoms come from.</summary>
public sealed class IsolatedAtomTests
{
    private const string Atoms = "1\nenergy=-1.5\nNa 0 0 0\n1\nenergy=-2\nCl 0 0 0\n";
    private const string Molecules = "2\nenergy=-8\nNa 0 0 0\nCl 0 0 2.5\n3\nenergy=-9\nNa 0 0 0\nNa 0 0 3\nCl 0 3 0\n";

    [Fact]
    public void Isolated_atoms_give_their_energies()
    {
        TrainingSet set = Training.Read(Atoms + Molecules, Isolated);
        RequireEnergies(set, (11, -1.5), (17, -2.0));
        Assert.Equal([0.0, 0.0, -4.5, -4.0], set.Frames.Select(frame => frame.Energy!.Value));
    }

    [Fact]
    public void An_offset_is_added_to_the_elements_of_the_data() =>
        RequireEnergies(Training.Read(Atoms + Molecules, options => Isolated(options) with { IsolatedAtomOffset = 0.5 }),
            (11, -1.0), (17, -1.5));

    [Fact]
    public void The_average_is_that_of_energies_per_atom()
    {
        TrainingSet set = Training.Read(Molecules, Average);
        RequireEnergies(set, (11, -3.5), (17, -3.5));
        Assert.Equal([-1.0, 1.5], set.Frames.Select(frame => frame.Energy!.Value));
    }

    [Fact]
    public void Given_energies_need_no_isolated_atom_and_take_the_offset_everywhere()
    {
        double[] given = new double[119];
        given[11] = -1.25;
        TrainingSet set = Training.Read(Molecules, options => options with { IsolatedAtomEnergies = given, IsolatedAtomOffset = 1.0 });
        Assert.Equal((0.0, 1.0, -0.25, 1.0), (set.IsolatedAtomEnergies[0], set.IsolatedAtomEnergies[1], set.IsolatedAtomEnergies[11],
            set.IsolatedAtomEnergies[17]));
        Assert.Equal(-8.75, set.Frames[0].Energy);
    }

    [Fact]
    public void A_crystal_of_one_atom_is_not_isolated()
    {
        const string crystal = "1\nenergy=-7 Lattice=\"3 0 0 0 3 0 0 0 3\" Properties=species:S:1:pos:R:3\nNa 0 0 0\n";
        const string box = "1\nenergy=-1 Lattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3\nNa 0 0 0\n";
        RequireEnergies(Training.Read(crystal + box, Isolated), (11, -1.0));
        Refusal.Of(GapErrorKind.Format, () => Training.Read(crystal, Isolated), "Na has no isolated atom", "within 4 A");
    }

    [Fact]
    public void A_species_without_isolated_atom_is_named_with_the_ways_out() => Refusal.Of(GapErrorKind.Format,
        () => Training.Read("1\nenergy=-1.5\nNa 0 0 0\n1\n\nCl 0 0 0\n" + Molecules, Isolated),
        "Cl has no isolated atom", "one Cl atom with an energy", "e0={Cl:ENERGY}", "e0_method=average");

    [Fact]
    public void Two_isolated_atoms_of_a_species_are_an_error_that_names_both() => Refusal.Of(GapErrorKind.Format,
        () => Training.Read(Atoms + "1\nenergy=-1.4\nNa 1 0 0\n", Isolated),
        "Na has two isolated atoms", "train.xyz:1 and ", "train.xyz:7)");

    [Fact]
    public void An_average_needs_an_energy() => Refusal.Of(GapErrorKind.Format,
        () => Training.Read(Training.Pair(":force:R:3", "0 0 1", "0 0 -1"), Average), "e0_method=average", "no configuration has an energy");

    private static FitOptions Isolated(FitOptions options) => options with { IsolatedAtomEnergies = null };

    private static FitOptions Average(FitOptions options) =>
        Isolated(options) with { IsolatedAtomMethod = IsolatedAtomMethod.Average };

    private static void RequireEnergies(TrainingSet set, params (int Z, double Energy)[] expected)
    {
        var energies = new double[119];
        foreach ((int z, double energy) in expected)
            energies[z] = energy;
        Assert.Equal(energies, set.IsolatedAtomEnergies);
    }
}
