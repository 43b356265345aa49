using GapCore.Text;

namespace GapFit.Options;

/// <summary>The keys of gap_fit with their aliases (gap-math 7); a descriptor's own keys are with its parameters.</summary>
internal static class FitKeys
{
    /// <summary>Keys of the command line.</summary>
    public static KeyTable TopLevel { get; } = new(
        "gap_fit",
        [
            new("atoms_filename", "at_file") { IsMandatory = true },
            new("gap") { IsMandatory = true },
            new("default_kernel_regularisation", "default_sigma") { IsMandatory = true },
            new("config_type_kernel_regularisation", "config_type_sigma"),
            new("kernel_regularisation_is_per_atom", "sigma_per_atom"),
            new("e0"),
            new("e0_method"),
            new("e0_offset"),
            new("sparse_jitter"),
            new("baseline_param_filename", "core_param_file"),
            new("baseline_ip_args", "core_ip_args"),
            new("energy_parameter_name"),
            new("force_parameter_name"),
            new("virial_parameter_name"),
            new("stress_parameter_name"),
            new("hessian_parameter_name"),
            new("local_property_parameter_name"),
            new("config_type_parameter_name"),
            new("kernel_regularisation_parameter_name", "sigma_parameter_name"),
            new("force_mask_parameter_name"),
            new("parameter_name_prefix"),
            new("do_copy_atoms_file", "do_copy_at_file"),
            new("sparse_separate_file"),
            new("gap_file", "gp_file"),
            new("rnd_seed"),
            new("sparsify_only_no_fit"),
            new("dryrun"),
            new("linear_system_dump_file"),
            new("config_file"),
            new("local_property0"),
            new("export_covariance"),
            new("template_file"),
        ],
        [
            new("default_kernel_regularisation_local_property", "default_local_property_sigma"),
            new("local_property_mask_parameter_name"),
            new("hessian_displacement", "hessian_delta"),
            new("sparse_use_actual_gpcov"),
            new("condition_number_norm"),
            new("verbosity"),
            new("do_ip_timing"),
            new("openmp_chunk_size"),
            new("mpi_blocksize_rows"),
            new("mpi_blocksize_cols"),
            new("mpi_print_all"),
        ]);

    /// <summary>Keys of a <c>gap</c> entry besides the descriptor's own.</summary>
    private static readonly OptionKey[] Coordinate =
    [
        new("delta", "energy_scale") { IsMandatory = true },
        new("covariance_type") { IsMandatory = true },
        new("f0"),
        new("theta_uniform", "lengthscale_uniform"),
        new("theta_fac", "lengthscale_factor"),
        new("theta_file", "lengthscale_file"),
        new("zeta", "soap_exponent"),
        new("n_sparse"),
        new("config_type_n_sparse"),
        new("sparse_method"),
        new("sparse_file"),
        new("print_sparse_index"),
        new("add_species"),
        new("unique_hash_tolerance"),
        new("unique_descriptor_tolerance"),
    ];

    /// <summary>radial_scaling is no key of gap_fit, but stands in published command lines (gap-math 13).</summary>
    private static readonly OptionKey[] CoordinateWithoutEffect = [new("mark_sparse_atoms"), new("radial_scaling")];

    /// <summary>Keys of a <c>gap</c> entry.</summary>
    /// <param name="name">The descriptor's name.</param>
    /// <param name="own">The descriptor's own keys.</param>
    public static KeyTable Entry(string name, IReadOnlyList<OptionKey> own) => new(name, [.. own, .. Coordinate], CoordinateWithoutEffect);
}
