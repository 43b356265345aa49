using GapCore.Atoms;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>Every key and alias of gap_fit's command line is known and does what it says (gap-math 7).</summary>
public sealed class FitKeysTests
{
    private static readonly (string Word, Func<FitOptions, object?> Read, object? Expected)[] Cases =
    [
        ("atoms_filename=t.xyz", o => o.AtomsFile, "t.xyz"),
        ("at_file=t.xyz", o => o.AtomsFile, "t.xyz"),
        ($"gap={{{Line.Entry}}}", o => o.Gap.Count, 1),
        ("default_kernel_regularisation={0.1 0.2 0.3 0}", o => o.DefaultRegularisation, new Regularisation(0.1, 0.2, 0.3)),
        ("default_sigma={0.1 0.2 0.3 0}", o => o.DefaultRegularisation, new Regularisation(0.1, 0.2, 0.3)),
        ("config_type_kernel_regularisation={liq:1:2:3:0}", o => o.RegularisationByConfigType["liq"], new Regularisation(1, 2, 3)),
        ("config_type_sigma={liq:1:2:3:0:default:4:5:6:0}", o => o.DefaultRegularisation, new Regularisation(4, 5, 6)),
        ("kernel_regularisation_is_per_atom=F", o => o.RegularisationIsPerAtom, false),
        ("sigma_per_atom=F", o => o.RegularisationIsPerAtom, false),
        ("e0=-1d-1", o => o.IsolatedAtomEnergies![Elements.MaxAtomicNumber], -0.1),
        ("e0={Ti:-150.0:O:-320.0}", o => o.IsolatedAtomEnergies![8], -320.0),
        ("e0_method=AVERAGE", o => o.IsolatedAtomMethod, IsolatedAtomMethod.Average),
        ("e0_method=isolated", o => o.IsolatedAtomMethod, IsolatedAtomMethod.Isolated),
        ("e0_offset=2.0", o => o.IsolatedAtomOffset, 2.0),
        ("sparse_jitter=1d-8", o => o.SparseJitter, 1e-8),
        ("baseline_param_filename=core.xml", o => o.CoreFile, "core.xml"),
        ("core_param_file=core.xml", o => o.CoreFile, "core.xml"),
        ("baseline_ip_args={IP Glue}", o => o.CoreArguments, "IP Glue"),
        ("core_ip_args=IP Glue", o => o.CoreArguments, "IP Glue"),
        ("energy_parameter_name=e", o => o.Keys.Energy, "e"),
        ("force_parameter_name=f", o => o.Keys.Force, "f"),
        ("virial_parameter_name=v", o => o.Keys.Virial, "v"),
        ("stress_parameter_name=s", o => o.Keys.Stress, "s"),
        ("hessian_parameter_name=h", o => o.Keys.Hessian, "h"),
        ("local_property_parameter_name=l", o => o.Keys.LocalProperty, "l"),
        ("config_type_parameter_name=c", o => o.Keys.ConfigType, "c"),
        ("kernel_regularisation_parameter_name=k", o => o.Keys.Sigma, "k"),
        ("sigma_parameter_name=k", o => o.Keys.Sigma, "k"),
        ("force_mask_parameter_name=m", o => o.Keys.ForceMask, "m"),
        ("parameter_name_prefix=dft_", o => (o.Keys.Energy, o.Keys.LocalProperty, o.Keys.Sigma, o.Keys.Prefix),
            ("dft_energy", "dft_local_property", "sigma", "dft_")),
        ("parameter_name_prefix=", o => o.Keys.Energy, "energy"),
        ("do_copy_atoms_file=F", o => o.CopyAtomsFile, false),
        ("do_copy_at_file=.false.", o => o.CopyAtomsFile, false),
        ("sparse_separate_file=false", o => o.SparseInSeparateFiles, false),
        ("gap_file=g.xml", o => o.PotentialFile, "g.xml"),
        ("gp_file=it's.xml", o => o.PotentialFile, "it's.xml"),
        ("rnd_seed=42", o => o.Seed, 42),
        ("rnd_seed=-1", o => o.Seed, null),
        ("sparsify_only_no_fit=T", o => o.SparsifyOnly, true),
        ("sparsify_only_no_fit", o => o.SparsifyOnly, true),
        ("dryrun=true", o => o.DryRun, true),
        ("linear_system_dump_file=ls", o => o.LinearSystemDump, "ls"),
        ("export_covariance=F", o => o.Notes.Count, 0),
        .. ((string[])
        [
            "default_kernel_regularisation_local_property=0.1", "default_local_property_sigma=0.1", "local_property_mask_parameter_name=m",
            "hessian_displacement=0.1", "hessian_delta=0.1", "sparse_use_actual_gpcov=T", "condition_number_norm=", "verbosity=NORMAL",
            "do_ip_timing=T", "openmp_chunk_size=0", "mpi_blocksize_rows=0", "mpi_blocksize_cols=100", "mpi_print_all=F",
        ]).Select(word => (word, (Func<FitOptions, object?>)(o => Assert.Single(o.Notes)),
            (object?)$"{word[..word.IndexOf('=')]} in the command line has no effect")),
    ];

    /// <summary>Keys that refuse, or stand for a whole command line: FitOptionsRefusalTests, ConfigFileTests.</summary>
    private static readonly string[] Elsewhere = ["config_file", "local_property0", "template_file"];

    [Fact]
    public void Every_key_has_its_effect()
    {
        foreach ((string word, Func<FitOptions, object?> read, object? expected) in Cases)
        {
            // The small command line says the mandatory keys already: the same value again is no contradiction.
            object? found = read(Line.Parse(word));
            Assert.True(Equals(expected, found), $"{word}: {found}, expected {expected}");
        }
    }

    [Fact]
    public void Every_name_in_the_table_is_tested()
    {
        IEnumerable<string> tested = Cases.Select(test => test.Word.Split('=')[0]).Concat(Elsewhere);
        Assert.Equal(FitKeys.TopLevel.Names.Order(), tested.Distinct().Order());
    }

    [Fact]
    public void Defaults_are_those_of_gap_fit()
    {
        FitOptions options = Line.Parse();
        Assert.Equal(1e-10, options.SparseJitter);
        Assert.Equal("gap_new.xml", options.PotentialFile);
        Assert.Equal("quip_params.xml", options.CoreFile);
        Assert.Null(options.CoreArguments);
        Assert.Null(options.Seed);
        Assert.Null(options.IsolatedAtomEnergies);
        Assert.Equal(IsolatedAtomMethod.Isolated, options.IsolatedAtomMethod);
        Assert.Equal((true, true, true), (options.RegularisationIsPerAtom, options.CopyAtomsFile, options.SparseInSeparateFiles));
        Assert.Equal((false, false), (options.SparsifyOnly, options.DryRun));
        Assert.Equal(new DataKeys(), options.Keys);
        Assert.Empty(options.RegularisationByConfigType);
        Assert.Empty(options.Notes);
    }

    [Fact]
    public void Isolated_atom_energies_by_symbol_leave_the_others_zero()
    {
        double[] energies = Line.Parse("e0={Ti:-150.0:o:-320.0}").IsolatedAtomEnergies!;
        Assert.Equal(Elements.MaxAtomicNumber + 1, energies.Length);
        Assert.Equal(-470, energies.Sum());
        Assert.Equal((-150, -320), (energies[22], energies[8]));
    }

    [Fact]
    public void One_isolated_atom_energy_is_for_every_element()
    {
        double[] energies = Line.Parse("e0=-2.5").IsolatedAtomEnergies!;
        Assert.Equal(0, energies[0]);
        Assert.All(energies[1..], energy => Assert.Equal(-2.5, energy));
    }

    [Fact]
    public void Config_types_keep_their_names_and_default_is_none_of_them()
    {
        FitOptions options = Line.Parse("config_type_sigma={default:9:9:9:0 : Liq:1:2:3:0: a-b:4:5d0:6:0}");
        Assert.Equal(["Liq", "a-b"], options.RegularisationByConfigType.Keys);
        Assert.Equal(new Regularisation(4, 5, 6), options.RegularisationByConfigType["a-b"]);
        Assert.Equal(new Regularisation(9, 9, 9), options.DefaultRegularisation);
    }

    [Theory]
    [InlineData("default_sigma={0.1 0.2 0.3 0.4}", "hessian sigma of default_sigma")]
    [InlineData("config_type_sigma={a:1:1:1:1:b:1:1:1:1}", "hessian sigma of config_type_sigma")]
    public void A_hessian_sigma_is_noted_once(string word, string says)
    {
        string[] words = [.. Line.Small.Where(other => other.Split('=')[0] != word.Split('=')[0]), word];
        Assert.Contains(says, Assert.Single(FitOptionsParser.Parse(words).Notes));
    }

    [Fact]
    public void Keys_that_others_switch_off_are_noted()
    {
        Assert.Contains("e0 is given", Assert.Single(Line.Parse("e0=1", "e0_method=average").Notes));
        Assert.Contains("without core_ip_args", Assert.Single(Line.Parse("core_param_file=core.xml").Notes));
        Assert.Empty(Line.Parse("core_param_file=core.xml", "core_ip_args={IP Glue}").Notes);
    }
}
