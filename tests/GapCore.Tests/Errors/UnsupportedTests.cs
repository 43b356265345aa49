using GapCore.Atoms;
using GapCore.Potentials;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Errors;

/// <summary>What the evaluator does not support is refused by name when a potential is compiled; what QUIP ignores is ignored.</summary>
public sealed class UnsupportedTests
{
    private const string Soap = "soap l_max=2 n_max=2 cutoff=3.5 atom_sigma=0.5 n_species=1 Z=14 species_Z={14 }";

    [Theory]
    [InlineData("average=T", "average")]
    [InlineData("radial_basis=POLY", "radial_basis")]
    [InlineData("radial_basis=GTO", "radial_basis")]
    [InlineData("nu_R=1", "nu_R")]
    [InlineData("nu_S=0", "nu_S")]
    [InlineData("Z_mix=T", "Z_mix")]
    [InlineData("R_mix=T", "R_mix")]
    [InlineData("sym_mix=T", "sym_mix")]
    [InlineData("coupling=F", "coupling")]
    [InlineData("Z_map={14 }", "Z_map")]
    public void Keys_of_soap(string key, string named) => Refused(Define(Soap + " " + key), named);

    [Theory]
    [InlineData("soap_turbo l_max=4 rcut_hard=5.0 rcut_soft=4.5", "soap_turbo")]
    [InlineData("distance_Nb order=4 cutoff=4.0", "distance_Nb")]
    [InlineData("general_dimer cutoff=4.0", "general_dimer")]
    [InlineData("nonsense cutoff=4.0", "nonsense")]
    public void Descriptors(string descriptor, string named) => Refused(Define(descriptor), named);

    [Theory]
    [InlineData("distance_2b cutoff=4.0 only_intra=T", "only_intra")]
    [InlineData("distance_2b cutoff=4.0 only_inter=T", "only_inter")]
    public void Keys_of_distance_2b(string descriptor, string named) => Refused(Define(descriptor, dimensions: 1), named);

    [Fact]
    public void Kernel_over_permutations() => Refused(Change(Define(Soap), c => c with { Permutations = 2 }), "permutation");

    [Fact]
    public void Kernel_bond_real_space() =>
        Refused(Change(Define(Soap), c => c with { Kernel = KernelKind.BondRealSpace }), "bond_real_space");

    [Theory]
    [InlineData("average=F")]
    [InlineData("radial_basis=EQUISPACED_GAUSS")]
    [InlineData("nu_R=2 nu_S=2")]
    [InlineData("Z_mix=F R_mix=F sym_mix=F")]
    public void Defaults_of_unsupported_keys_are_accepted(string key) => SameAsWithout(key);

    [Theory]
    [InlineData("radial_scaling=-0.5")]
    [InlineData("add_species=F")]
    [InlineData("n_sparse=600 sparse_method=cur_points config_type_n_sparse={a:1:b:2} covariance_type=dot_product print_sparse_index=x")]
    [InlineData("no_such_key={1 2 3} lonely_word")]
    public void Words_that_mean_nothing_to_an_evaluation_are_ignored(string words) => SameAsWithout(words);

    private static void SameAsWithout(string words)
    {
        Structure structure = Structures.Cluster([14], 4, 2.3, seed: 91);
        Evaluated without = Evaluated.Of(GapPotential.FromDefinition(Define(Soap)), structure);
        Evaluated with = Evaluated.Of(GapPotential.FromDefinition(Define(Soap + " " + words)), structure);
        Assert.Equal(without.Forces, with.Forces);
        Assert.NotEqual(0, with.Forces[0]);
    }

    private static void Refused(GapDefinition definition, string named)
    {
        GapException error = Assert.Throws<GapException>(() => GapPotential.FromDefinition(definition));
        Assert.Equal(GapErrorKind.Unsupported, error.Kind);
        Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static GapDefinition Change(GapDefinition definition, Func<CoordinateDefinition, CoordinateDefinition> change) =>
        definition with { Coordinates = [change(definition.Coordinates[0])] };

    /// <summary>A potential of two sparse points; the dimension is that of <see cref="Soap"/> unless given.</summary>
    private static GapDefinition Define(string descriptor, int dimensions = 10) => new()
    {
        Label = "TEST",
        GapVersion = 1686220958,
        IsolatedAtomEnergies = new double[119],
        Coordinates =
        [
            new CoordinateDefinition
            {
                Label = "TEST1",
                Descriptor = descriptor,
                Kernel = KernelKind.DotProduct,
                EnergyScale = 1,
                SignalMean = 0,
                Zeta = 2,
                Dimensions = dimensions,
                SparsePoints = [.. Enumerable.Range(0, 2 * dimensions).Select(k => 0.3 + 0.05 * k)],
                Weights = [1.0, -0.5],
                SparseCutoffs = [1.0, 1.0],
            },
        ],
    };
}
