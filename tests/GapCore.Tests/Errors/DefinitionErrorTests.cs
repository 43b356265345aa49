using GapCore.Potentials;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Errors;

/// <summary>Definitions that contradict themselves are refused when they are compiled, with the offending value in the message.</summary>
public sealed class DefinitionErrorTests
{
    private static CoordinateDefinition Valid => new SyntheticTerm(
        "soap l_max=2 n_max=2 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", KernelKind.DotProduct, 2)
        .Create("T1", 1686220958, 3);

    [Fact]
    public void A_valid_definition_compiles() => Assert.Equal(3.5, Compile(Valid).Cutoff);

    [Theory]
    [InlineData("soap l_max=2 n_max=3 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "dimension")]
    [InlineData("soap l_max=2 n_max=2 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "cutoff")]
    [InlineData("soap l_max=2 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "n_max")]
    [InlineData("soap n_max=2 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "l_max")]
    [InlineData("soap l_max=2 n_max=2 cutoff=3.5 n_species=2 Z=14 species_Z={14 6}", "atom_sigma")]
    [InlineData("soap l_max=2 n_max=2 cutoff=abc atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "cutoff")]
    [InlineData("soap l_max=2 n_max=2 cutoff=-3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "cutoff")]
    [InlineData("soap l_max=2 n_max=2 cutoff=3.5 atom_sigma=0 n_species=2 Z=14 species_Z={14 6}", "atom_sigma")]
    [InlineData("soap l_max=-1 n_max=2 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "l_max")]
    [InlineData("soap l_max=2 n_max=2000000 cutoff=3.5 atom_sigma=0.5 n_species=2 Z=14 species_Z={14 6}", "n_max")]
    [InlineData("soap l_max=2 n_max=2 cutoff=3.5 atom_sigma=0.5 n_species=3 Z=14 species_Z={14 6}", "species_Z")]
    public void A_descriptor_that_does_not_fit(string descriptor, string named) => Refused(Valid with { Descriptor = descriptor }, named);

    [Fact]
    public void Weights_that_are_not_numbers() => Refused(Valid with { Weights = [1, 2, double.NaN, 4, 5] }, "NaN");

    [Fact]
    public void Sparse_points_of_the_wrong_count() => Refused(Valid with { SparsePoints = Valid.SparsePoints[1..] }, "sparse");

    [Fact]
    public void A_dot_product_without_zeta() => Refused(Valid with { Zeta = null }, "zeta");

    [Fact]
    public void Length_scales_of_the_wrong_count() =>
        Refused(Valid with { Kernel = KernelKind.SquaredExponential, Zeta = null, LengthScales = [1, 1] }, "length scales");

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void A_length_scale_that_is_not_positive(double theta) => Refused(Valid with
    {
        Kernel = KernelKind.SquaredExponential,
        Zeta = null,
        LengthScales = [theta, .. Enumerable.Repeat(1.0, Valid.Dimensions - 1)],
    }, "theta");

    private static void Refused(CoordinateDefinition coordinate, string named)
    {
        GapException error = Assert.Throws<GapException>(() => Compile(coordinate));
        Assert.Equal(GapErrorKind.Format, error.Kind);
        Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static GapPotential Compile(CoordinateDefinition coordinate) => GapPotential.FromDefinition(new GapDefinition
    {
        Label = "T",
        GapVersion = 1686220958,
        IsolatedAtomEnergies = new double[119],
        Coordinates = [coordinate],
    });
}
