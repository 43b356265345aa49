using GapCore.Potentials;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>Entries of gap: every form of writing them, every key and alias (gap-math 6, 7, 13).</summary>
public sealed class CoordinateOptionsParserTests
{
    private const string Soap = "soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 covariance_type=dot_product zeta=4 delta=0.2 n_sparse=600";
    private const string Angle = "angle_3b cutoff=3.7 covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=20";

    [Theory]
    [InlineData($"{{{Line.Entry} : {Angle} : {Soap}}}")]
    [InlineData($"{Line.Entry} : {Angle} : {Soap}")]
    [InlineData($"{{{Line.Entry}:{Angle};{Soap}}}")]
    [InlineData($"{{{{{Line.Entry}}}:{{{Angle}}}:{{{Soap}}}}}")]
    [InlineData($"{{{{{Line.Entry}}} : {{{Angle}}} ; {{{Soap}}} }}")]
    [InlineData($"{{{{{{{Line.Entry}}}}} : {Angle}:{{ {Soap} }}}}")]
    [InlineData($"{{\n  {Line.Entry}\n:\n  {Angle}\n:\r\n\t{Soap}\n}}")]
    public void Entries_are_split_in_every_form(string gap)
    {
        FitOptions options = Line.ParseGap(gap);
        Assert.Equal([Line.Entry, Angle, Soap], options.Gap.Select(entry => entry.Descriptor));
        Assert.Equal(["distance_2b", "angle_3b", "soap"], options.Gap.Select(entry => entry.Name));
        Assert.Equal(["gap entry 1 (distance_2b)", "gap entry 2 (angle_3b)", "gap entry 3 (soap)"],
            options.Gap.Select(entry => entry.Place));
        Assert.DoesNotContain('\n', options.CommandLine);
    }

    [Theory]
    [InlineData("@")]
    [InlineData("{@}")]
    [InlineData("{{@}}")]
    [InlineData("{@ : @}")]
    [InlineData("{{@}:{@}}")]
    public void Lists_keep_all_their_numbers_in_every_form(string gap)
    {
        string[] lists =
            ["{0.4 0.3 0.5}", "{0.4:0.3:0.5}", "0.4:0.3:.5", "{{0.4} {0.3} {5d-1}}", "\"0.4 0.3 0.5\"", "{0.4, 0.3, 0.5}"];
        foreach (string list in lists)
        {
            string entry = Angle.Replace("theta_fac=0.5", $"theta_fac={list}");
            foreach (CoordinateOptions options in Line.ParseGap(gap.Replace("@", entry)).Gap)
            {
                Assert.Equal(LengthScaleRule.Factor, options.LengthScaleRule);
                Assert.Equal([0.4, 0.3, 0.5], options.LengthScaleValues);
            }
        }
    }

    [Fact]
    public void Every_key_of_an_entry_has_its_effect()
    {
        const string shortest = "distance_2b cutoff=5 covariance_type=ard_se theta_uniform=1 n_sparse=10";
        Assert.Equal(0.5, Line.ParseEntry($"{shortest} delta=0.5").EnergyScale);
        Assert.Equal(0.5, Line.ParseEntry($"{shortest} energy_scale=5d-1").EnergyScale);
        Assert.Equal(0.25, Line.ParseEntry($"{Line.Entry} f0=0.25").SignalMean);
        Assert.Equal("i1", Line.ParseEntry($"{Line.Entry} print_sparse_index=i1").PrintSparseIndex);
        Assert.Equal(1e-6, Line.ParseEntry($"{Line.Entry} unique_hash_tolerance=1e-6").UniqueHashTolerance);
        Assert.Equal(1e-6, Line.ParseEntry($"{Line.Entry} unique_descriptor_tolerance=1e-6").UniqueDescriptorTolerance);
        Assert.Equal((10, 0), (Line.ParseEntry(Line.Entry).SparseCount, Line.ParseEntry(Line.Entry).Dimensions));
        Assert.Equal([new("liq", 50), new("amo", 100)],
            Line.ParseEntry(Line.Entry.Replace("n_sparse=10", "config_type_n_sparse={liq:50:amo:100}")).SparseCountByConfigType);
    }

    [Theory]
    [InlineData("theta_uniform=2.5", LengthScaleRule.Uniform)]
    [InlineData("lengthscale_uniform=2.5", LengthScaleRule.Uniform)]
    [InlineData("theta_fac=2.5", LengthScaleRule.Factor)]
    [InlineData("lengthscale_factor=2.5", LengthScaleRule.Factor)]
    [InlineData("theta_file=f", LengthScaleRule.File)]
    [InlineData("lengthscale_file=f", LengthScaleRule.File)]
    public void Length_scales_follow_their_key(string key, LengthScaleRule rule)
    {
        CoordinateOptions options = Line.ParseEntry(Line.Entry.Replace("theta_uniform=1", key));
        Assert.Equal(rule, options.LengthScaleRule);
        Assert.Equal(rule == LengthScaleRule.File ? [] : [2.5], options.LengthScaleValues);
        Assert.Equal(rule == LengthScaleRule.File ? "f" : null, options.LengthScaleFile);
        Assert.Null(options.Zeta);
    }

    [Theory]
    [InlineData("zeta=4")]
    [InlineData("soap_exponent=4.0")]
    public void The_dot_product_has_an_exponent(string key)
    {
        CoordinateOptions options = Line.ParseEntry(Soap.Replace("zeta=4", key));
        Assert.Equal((KernelKind.DotProduct, 4.0, LengthScaleRule.None), (options.Kernel, options.Zeta, options.LengthScaleRule));
    }

    [Theory]
    [InlineData("ard_se", KernelKind.SquaredExponential)]
    [InlineData("ARD_SE", KernelKind.SquaredExponential)]
    [InlineData("Gaussian", KernelKind.SquaredExponential)]
    [InlineData("PP", KernelKind.PiecewisePolynomial)]
    public void Kernels_have_names_in_any_case(string name, KernelKind kernel) =>
        Assert.Equal(kernel, Line.ParseEntry(Line.Entry.Replace("ard_se", name)).Kernel);

    [Theory]
    [InlineData("random", SparseMethod.Random)]
    [InlineData("UNIFORM", SparseMethod.Uniform)]
    [InlineData("Cur_Points", SparseMethod.CurPoints)]
    [InlineData("cur_covariance", SparseMethod.CurCovariance)]
    [InlineData("KMEANS", SparseMethod.KMeans)]
    [InlineData("none", SparseMethod.None)]
    [InlineData("farthest_point", SparseMethod.FarthestPoint)]
    [InlineData("farthest-point", SparseMethod.FarthestPoint)]
    [InlineData("FPS", SparseMethod.FarthestPoint)]
    public void Sparse_methods_have_names_in_any_case(string name, SparseMethod method) =>
        Assert.Equal(method, Line.ParseEntry($"{Line.Entry} sparse_method={name}").SparseMethod);

    [Theory]
    [InlineData("file", SparseMethod.File)]
    [InlineData("INDEX_FILE", SparseMethod.IndexFile)]
    public void Sparse_points_from_files_need_no_number(string name, SparseMethod method)
    {
        CoordinateOptions options = Line.ParseEntry(Line.Entry.Replace("n_sparse=10", $"sparse_method={name} sparse_file={{a b}}"));
        Assert.Equal((method, "a b", 0), (options.SparseMethod, options.SparseFile, options.SparseCount));
        Assert.Equal(10, Line.ParseEntry($"{Line.Entry} sparse_method={name} sparse_file=f").SparseCount);
    }

    [Fact]
    public void Defaults_are_those_of_gap_fit()
    {
        CoordinateOptions options = Line.ParseEntry(Line.Entry);
        Assert.Equal((SparseMethod.Random, true, 0.0), (options.SparseMethod, options.AddSpecies, options.SignalMean));
        Assert.Equal((1e-10, 1e-10), (options.UniqueHashTolerance, options.UniqueDescriptorTolerance));
        Assert.Null(options.PrintSparseIndex);
        Assert.Null(options.SparseFile);
        Assert.Empty(options.SparseCountByConfigType);
    }

    [Theory]
    [InlineData("add_species=T", true, "")]
    [InlineData("add_species", true, "")]
    [InlineData("add_species=.true.", true, "")]
    [InlineData("add_species=F", false, " add_species=F")]
    public void Only_add_species_true_leaves_the_descriptor(string word, bool expected, string kept)
    {
        CoordinateOptions options = Line.ParseEntry($"distance_2b {word} {Line.Entry["distance_2b ".Length..]}");
        Assert.Equal(expected, options.AddSpecies);
        Assert.Equal(Line.Entry.Replace("distance_2b", $"distance_2b{kept}"), options.Descriptor);
    }

    [Fact]
    public void Words_without_effect_are_noted_and_kept()
    {
        FitOptions options = Line.ParseGap($"{{{Line.Entry} mark_sparse_atoms=T sparse_file=f}} : {{{Soap} radial_scaling=-0.5 Z=11}}");
        Assert.EndsWith("mark_sparse_atoms=T sparse_file=f", options.Gap[0].Descriptor);
        Assert.Equal(4, options.Notes.Count);
        Assert.StartsWith("mark_sparse_atoms in gap entry 1 (distance_2b) has no effect", options.Notes[0]);
        Assert.StartsWith("sparse_file in gap entry 1 (distance_2b)", options.Notes[1]);
        Assert.StartsWith("radial_scaling in gap entry 2 (soap)", options.Notes[2]);
        Assert.Contains("add_species", options.Notes[3]);
        Assert.Null(options.Gap[0].SparseFile);
        Assert.Contains("n_sparse", Assert.Single(Line.ParseGap($"{Line.Entry} sparse_method=none").Notes));
        Assert.Empty(Line.ParseGap($"{Soap} n_species=1 Z=11 species_Z={{11}} add_species=F").Notes);
    }

    [Theory]
    [InlineData("soap l_max n_max atom_sigma atom_gaussian_width cutoff cutoff_transition_width cutoff_dexp cutoff_scale cutoff_rate "
        + "central_weight central_reference_all_species average diagonal_radial covariance_sigma0 normalise normalize basis_error_exponent "
        + "n_Z Z n_species species_Z xml_version radial_basis nu_R nu_S Z_mix R_mix sym_mix K mix_shift coupling Z_map")]
    [InlineData("distance_2b cutoff cutoff_transition_width Z1 Z2 resid_name only_intra only_inter n_exponents exponents tail_exponent "
        + "tail_range")]
    [InlineData("angle_3b cutoff cutoff_transition_width Z_center Z Z1 Z2")]
    public void Descriptors_know_their_keys(string names)
    {
        string[] words = names.Split(' ');
        Assert.Equal(words[1..].Order(), DescriptorKeys.Of(words[0], "a test").Keys.SelectMany(key => key.Names).Order());
    }
}
