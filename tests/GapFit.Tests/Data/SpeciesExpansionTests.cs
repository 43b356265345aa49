using GapCore;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests;
using GapCore.Tests.IO;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Tests.Data;

/// <summary>One coordinate per combination of species, as the reference program makes them.</summary>
public sealed class SpeciesExpansionTests
{
    private const string SodiumChloride = "1\n\nCl 0 0 0\n2\nenergy=-3.5\nNa 0 0 0\nCl 0 0 2.5\n";

    private static readonly CoordinateOptions[] SiliconCarbide =
    [
        Training.Coordinate("distance_2b",
            "distance_2b cutoff=5.0 covariance_type=ard_se delta=1.0 theta_uniform=0.5 n_sparse=10 sparse_method=uniform"),
        Training.Coordinate("angle_3b", "angle_3b cutoff=4.0 cutoff_transition_width=0.3 covariance_type=ard_se delta=0.2 theta_fac=0.5 "
            + "n_sparse=20 sparse_method=uniform"),
        Training.Coordinate("soap", "soap atom_sigma=0.5 covariance_type=dot_product cutoff=4.0 cutoff_transition_width=1.0 delta=1.0 "
            + "l_max=4 n_max=4 n_sparse=50 zeta=4 sparse_method=cur_points"),
    ];

    [Fact]
    public void Coordinates_species_and_e0_are_those_of_a_two_species_potential()
    {
        GapDefinition gap = QuipXmlReader.Read(RepositoryPaths.Reference("sic", "gap_sic.xml"));
        TrainingSet set = TrainingSet.Read(
            Training.Options(RepositoryPaths.Reference("sic", "sic_all.xyz")) with
            {
                Gap = SiliconCarbide,
                Keys = new DataKeys { Energy = "dft_energy", Force = "dft_force", Virial = "dft_virial" },
                IsolatedAtomEnergies = null,
                IsolatedAtomOffset = 2.0,
            },
            SilentProgress.Instance);
        Assert.Equal([14, 6], set.Species);
        Assert.Equal(gap.Coordinates.Select(coordinate => coordinate.Descriptor.Trim()),
            set.Coordinates.Select(coordinate => coordinate.Descriptor));
        Assert.Equal(gap.Coordinates.Select(coordinate => coordinate.Dimensions),
            set.Coordinates.Select(coordinate => coordinate.Dimensions));

        // 35 of its configurations have one atom; two of those are isolated.
        for (int z = 0; z < 119; z++)
            Assert.Equal(gap.IsolatedAtomEnergies[z], set.IsolatedAtomEnergies[z], 11);
    }

    [Fact]
    public void Species_come_in_order_of_first_appearance()
    {
        TrainingSet set = Training.Read(SodiumChloride);
        Assert.Equal([17, 11], set.Species);
        Assert.Equal(["Z1=17 Z2=17", "Z1=17 Z2=11", "Z1=11 Z2=11"], set.Coordinates.Select(coordinate => coordinate.Descriptor[^11..]));
        Assert.All(set.Coordinates, coordinate => Assert.Equal(1, coordinate.Dimensions));
    }

    [Theory]
    [InlineData("distance_2b cutoff=4.0 add_species=T n_exponents=2", "distance_2b cutoff=4.0  n_exponents=2 Z1=17 Z2=17")]
    [InlineData("distance_2b add_species cutoff=4.0", "distance_2b  cutoff=4.0 Z1=17 Z2=17")]
    [InlineData("distance_2b cutoff=4.0 add_species = {.true.} ", "distance_2b cutoff=4.0 Z1=17 Z2=17")]
    [InlineData("distance_2b Z1=5 cutoff=4.0 Z2={6}", "distance_2b  cutoff=4.0 Z1=17 Z2=17")]
    public void Words_that_the_species_answer_are_blanked(string entry, string first)
    {
        TrainingSet set = Training.Read(SodiumChloride, options => options with { Gap = [Training.Coordinate("distance_2b", entry)] });
        Assert.Equal(first, set.Coordinates[0].Descriptor);
    }

    [Fact]
    public void A_central_species_of_the_entry_does_not_stay_beside_those_of_the_data()
    {
        TrainingSet set = Training.Read(SodiumChloride,
            options => options with { Gap = [Training.Coordinate("angle_3b", "angle_3b Z_center=17 cutoff=4.0")] });
        Assert.Equal(6, set.Coordinates.Count);
        Assert.Equal("angle_3b  cutoff=4.0 Z=11 Z1=11 Z2=11", set.Coordinates[5].Descriptor);
    }

    [Fact]
    public void An_entry_without_add_species_stays_as_it_is()
    {
        const string entry = "soap l_max=2 n_max=3 cutoff=4.0 atom_sigma=0.5 add_species=F n_species=2 species_Z={11 17} Z=17";
        TrainingSet set = Training.Read(SodiumChloride,
            options => options with { Gap = [Training.Coordinate("soap", entry) with { AddSpecies = false }] });
        CoordinateOptions coordinate = Assert.Single(set.Coordinates);
        Assert.Equal((entry, 6 * 7 / 2 * 3 + 1), (coordinate.Descriptor, coordinate.Dimensions));
    }

    [Theory]
    [InlineData(GapErrorKind.Unsupported, "soap_turbo", "soap_turbo l_max=6", "'soap_turbo' is not supported")]
    [InlineData(GapErrorKind.Format, "soap", "soap l_max=6 n_max=-1 cutoff=4.0 atom_sigma=0.5", "n_max=-1")]
    public void Refuses_descriptors_that_cannot_be_made(GapErrorKind kind, string name, string entry, string says) => Refusal.Of(
        kind, () => Training.Read(SodiumChloride, options => options with { Gap = [Training.Coordinate(name, entry)] }), says, "gap entry 1");
}
