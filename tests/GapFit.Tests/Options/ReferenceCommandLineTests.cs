using GapCore;
using GapCore.Potentials;
using GapFit.Options;

namespace GapFit.Tests.Options;

/// <summary>Command lines that gap_fit was given: those that the reference potentials (artifacts/reference) keep in their files.</summary>
public sealed class ReferenceCommandLineTests
{
    private const string Sodium =
        "at_file=na55_5.xyz gap={distance_2b cutoff=12.9 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 "
        + "delta=0.001 n_sparse=20 sparse_method=uniform : angle_3b cutoff=3.5 cutoff_transition_width=0.5 "
        + "covariance_type=ard_se theta_fac=0.5 delta=0.001 n_sparse=100 sparse_method=uniform : soap l_max=6 n_max=12 "
        + "cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6 zeta=4 delta=0.2 n_sparse=200 sparse_method=cur_points "
        + "covariance_type=dot_product} default_sigma={0.001 0.02 0.0 0.0} energy_parameter_name=energy "
        + "force_parameter_name=forces sparse_jitter=1e-8 gp_file=gap_n5_m200.xml rnd_seed=42 do_copy_at_file=F do_ip_timing=T";

    private const string SodiumDft =
        "at_file=../na_train.xyz gap={distance_2b cutoff=8.0 cutoff_transition_width=1.0 covariance_type=ard_se "
        + "theta_uniform=1.0 delta=0.5 n_sparse=20 sparse_method=uniform : soap l_max=6 n_max=8 cutoff=7.5 "
        + "cutoff_transition_width=1.0 atom_sigma=0.6 zeta=4 delta=0.2 n_sparse=600 sparse_method=cur_points "
        + "covariance_type=dot_product} default_sigma={0.002 0.05 0.0 0.0} energy_parameter_name=energy "
        + "force_parameter_name=forces sparse_jitter=1e-8 e0_method=isolated gp_file=na.xml rnd_seed=42 do_copy_at_file=F";

    private const string MagnesiumDft =
        "at_file=../mg_train.xyz gap={distance_2b cutoff=7.0 cutoff_transition_width=1.0 covariance_type=ard_se "
        + "theta_uniform=1.0 delta=0.5 n_sparse=20 sparse_method=uniform : soap l_max=6 n_max=8 cutoff=6.5 "
        + "cutoff_transition_width=1.0 atom_sigma=0.5 zeta=4 delta=0.3 n_sparse=600 sparse_method=cur_points "
        + "covariance_type=dot_product} default_sigma={0.002 0.05 0.0 0.0} energy_parameter_name=energy "
        + "force_parameter_name=forces sparse_jitter=1e-8 e0_method=isolated gp_file=mg.xml rnd_seed=42 do_copy_at_file=F";

    private const string Silicon =
        "at_file=si_train.xyz gap={distance_2b cutoff=5.0 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 "
        + "delta=1.0 n_sparse=20 sparse_method=uniform : angle_3b cutoff=3.7 cutoff_transition_width=0.5 covariance_type=ard_se "
        + "theta_fac=0.5 delta=0.1 n_sparse=100 sparse_method=uniform : soap l_max=8 n_max=8 cutoff=5.0 "
        + "cutoff_transition_width=1.0 atom_sigma=0.5 zeta=4 delta=0.5 n_sparse=200 sparse_method=cur_points "
        + "covariance_type=dot_product} default_sigma={0.001 0.05 0.05 0.0} config_type_sigma={liq:0.005:0.1:0.1:0.0} "
        + "energy_parameter_name=energy force_parameter_name=force virial_parameter_name=virial sparse_jitter=1e-8 "
        + "gp_file=gap_si.xml rnd_seed=42 do_copy_at_file=F";

    private const string SiliconCore =
        "at_file=../t2/si_train.xyz core_param_file=core.xml core_ip_args={IP Glue} gap={distance_2b cutoff=5.0 "
        + "cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 delta=1.0 n_sparse=15 sparse_method=uniform : "
        + "soap l_max=6 n_max=6 cutoff=4.5 cutoff_transition_width=0.7 atom_sigma=0.5 zeta=2 delta=0.5 n_sparse=60 "
        + "sparse_method=cur_points covariance_type=dot_product} default_sigma={0.001 0.05 0.05 0.0} "
        + "energy_parameter_name=energy force_parameter_name=force virial_parameter_name=virial sparse_jitter=1e-8 rnd_seed=42 "
        + "do_copy_at_file=F gp_file=gap_core.xml";

    private const string SiliconFit =
        "at_file=tr.xyz gap={distance_2b cutoff=5.0 cutoff_transition_width=1.0 covariance_type=ard_se theta_uniform=1.0 "
        + "delta=1.0 n_sparse=10 sparse_method=uniform print_sparse_index=i1 : angle_3b cutoff=3.7 cutoff_transition_width=0.5 "
        + "covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=20 sparse_method=uniform print_sparse_index=i2 : soap l_max=4 "
        + "n_max=4 cutoff=5.0 cutoff_transition_width=1.0 atom_sigma=0.5 zeta=4 delta=0.5 n_sparse=30 sparse_method=cur_points "
        + "covariance_type=dot_product print_sparse_index=i3} default_sigma={0.001 0.05 0.05 0.0} "
        + "config_type_sigma={liq:0.005:0.1:0.1:0.0} energy_parameter_name=energy force_parameter_name=force "
        + "virial_parameter_name=virial sparse_jitter=1e-8 gp_file=gap_v3.xml rnd_seed=42 do_copy_at_file=F "
        + "linear_system_dump_file=ls";

    private const string SiliconCarbide =
        "at_file=sic_all.xyz e0_offset=2.0 energy_parameter_name=dft_energy force_parameter_name=dft_force "
        + "virial_parameter_name=dft_virial default_sigma={0.01 0.5 0.5 0.0} sparse_jitter=1e-8 rnd_seed=1 do_copy_at_file=F "
        + "gp_file=gap_sic.xml gap={distance_2b cutoff=5.0 covariance_type=ard_se delta=1.0 theta_uniform=0.5 n_sparse=10 "
        + "sparse_method=uniform : angle_3b cutoff=4.0 cutoff_transition_width=0.3 covariance_type=ard_se delta=0.2 "
        + "theta_fac=0.5 n_sparse=20 sparse_method=uniform : soap atom_sigma=0.5 covariance_type=dot_product cutoff=4.0 "
        + "cutoff_transition_width=1.0 delta=1.0 l_max=4 n_max=4 n_sparse=50 zeta=4 sparse_method=cur_points}";

    private const string SiliconTurbo =
        "at_file=../t2/si_train.xyz gap={soap_turbo l_max=6 n_species=1 rcut_hard=4.5 rcut_soft=4.0 basis=poly3gauss "
        + "scaling_mode=polynomial add_species=F radial_enhancement=1 nf=4.0 alpha_max={6} atom_sigma_r={0.5} "
        + "atom_sigma_t={0.45} atom_sigma_r_scaling={0.1} atom_sigma_t_scaling={0.05} amplitude_scaling={1.0} "
        + "central_weight={1.0} species_Z={14} central_index=1 compress_mode=trivial covariance_type=dot_product zeta=4 "
        + "delta=0.5 n_sparse=80 sparse_method=cur_points} default_sigma={0.001 0.05 0.05 0.0} energy_parameter_name=energy "
        + "force_parameter_name=force virial_parameter_name=virial sparse_jitter=1e-8 rnd_seed=42 do_copy_at_file=F "
        + "gp_file=gap_turbo.xml";

    [Theory]
    [InlineData(Sodium, 3)]
    [InlineData(SodiumDft, 2)]
    [InlineData(MagnesiumDft, 2)]
    [InlineData(Silicon, 3)]
    [InlineData(SiliconCore, 2)]
    [InlineData(SiliconFit, 3)]
    [InlineData(SiliconCarbide, 3)]
    public void Stored_command_lines_are_understood(string line, int entries)
    {
        FitOptions options = FitOptionsParser.ParseText(line, "a potential");
        Assert.Equal(entries, options.Gap.Count);
        Assert.False(options.CopyAtomsFile);
        Assert.Equal(1e-8, options.SparseJitter);
        // Each needs no other quotes than those it has.
        Assert.Equal(line, options.CommandLine);
        // A shell without quotes cuts at every blank.
        Assert.Equal(Line.Content(options), Line.Content(FitOptionsParser.Parse(line.Split(' '))).Replace("the command line", "a potential"));
        Assert.Equal(line.Contains("do_ip_timing") ? ["do_ip_timing in a potential has no effect"] : [], options.Notes);
    }

    [Fact]
    public void A_stored_command_line_gives_all_that_it_says()
    {
        FitOptions options = FitOptionsParser.ParseText(SiliconFit, "a potential");
        Assert.Equal(("tr.xyz", "gap_v3.xml", 42, "ls"),
            (options.AtomsFile, options.PotentialFile, options.Seed, options.LinearSystemDump));
        Assert.Equal(new Regularisation(0.001, 0.05, 0.05), options.DefaultRegularisation);
        Assert.Equal(new Regularisation(0.005, 0.1, 0.1), options.RegularisationByConfigType["liq"]);
        Assert.Equal([KernelKind.SquaredExponential, KernelKind.SquaredExponential, KernelKind.DotProduct],
            options.Gap.Select(entry => entry.Kernel));
        Assert.Equal([1.0, 0.1, 0.5], options.Gap.Select(entry => entry.EnergyScale));
        Assert.Equal([10, 20, 30], options.Gap.Select(entry => entry.SparseCount));
        Assert.Equal([SparseMethod.Uniform, SparseMethod.Uniform, SparseMethod.CurPoints],
            options.Gap.Select(entry => entry.SparseMethod));
        Assert.Equal(["i1", "i2", "i3"], options.Gap.Select(entry => entry.PrintSparseIndex));
        Assert.Equal([LengthScaleRule.Uniform, LengthScaleRule.Factor, LengthScaleRule.None],
            options.Gap.Select(entry => entry.LengthScaleRule));
        Assert.Equal("angle_3b cutoff=3.7 cutoff_transition_width=0.5 covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=20 "
            + "sparse_method=uniform print_sparse_index=i2", options.Gap[1].Descriptor);
    }

    [Fact]
    public void Soap_turbo_is_refused_by_name() =>
        Line.Refused(GapErrorKind.Unsupported, () => FitOptionsParser.ParseText(SiliconTurbo, "a potential"),
            "\"soap_turbo\" in gap entry 1");
}
