namespace GapFit.Options;

/// <summary>Everything that a fit's command line says, typed and checked; what the training file decides is still open. Immutable.</summary>
public sealed record FitOptions
{
    /// <summary>atoms_filename: the training data, extended XYZ, gzip when the name ends in .gz.</summary>
    public required string AtomsFile { get; init; }

    /// <summary>The entries of gap, before species expansion.</summary>
    public required IReadOnlyList<CoordinateOptions> Gap { get; init; }

    /// <summary>default_kernel_regularisation, or the entry "default" of config_type_kernel_regularisation.</summary>
    public required Regularisation DefaultRegularisation { get; init; }

    /// <summary>config_type_kernel_regularisation by config_type.</summary>
    public IReadOnlyDictionary<string, Regularisation> RegularisationByConfigType { get; init; } = new Dictionary<string, Regularisation>();

    /// <summary>kernel_regularisation_is_per_atom: energy and virial sigmas grow with the square root of the number of atoms.</summary>
    public bool RegularisationIsPerAtom { get; init; } = true;

    /// <summary>e0 by atomic number (length 119, eV) where it is given; null when <see cref="IsolatedAtomMethod"/> decides.</summary>
    public double[]? IsolatedAtomEnergies { get; init; }

    public IsolatedAtomMethod IsolatedAtomMethod { get; init; }

    /// <summary>e0_offset (eV), added to every isolated-atom energy.</summary>
    public double IsolatedAtomOffset { get; init; }

    public DataKeys Keys { get; init; } = new();

    /// <summary>sparse_jitter: added to every diagonal element of K_mm.</summary>
    public double SparseJitter { get; init; } = 1e-10;

    /// <summary>baseline_param_filename: the core potential's XML; read only when <see cref="CoreArguments"/> is there.</summary>
    public string CoreFile { get; init; } = "quip_params.xml";

    /// <summary>baseline_ip_args, for example "IP Glue"; null without a core potential.</summary>
    public string? CoreArguments { get; init; }

    /// <summary>gap_file: the potential to write.</summary>
    public string PotentialFile { get; init; } = "gap_new.xml";

    /// <summary>do_copy_atoms_file: the training data are copied into the potential file.</summary>
    public bool CopyAtomsFile { get; init; } = true;

    /// <summary>sparse_separate_file: sparse points go to files beside the potential, not into it.</summary>
    public bool SparseInSeparateFiles { get; init; } = true;

    /// <summary>rnd_seed; null for one from the clock.</summary>
    public int? Seed { get; init; }

    /// <summary>sparsify_only_no_fit: choose sparse points and stop.</summary>
    public bool SparsifyOnly { get; init; }

    /// <summary>dryrun: say what would be fitted and stop.</summary>
    public bool DryRun { get; init; }

    /// <summary>linear_system_dump_file: prefix of files that K_mm, K_nm, noise and targets are written to; null for none.</summary>
    public string? LinearSystemDump { get; init; }

    /// <summary>The command line as the potential file keeps it: key=value, in the order given.</summary>
    public required string CommandLine { get; init; }

    /// <summary>What the user should know: keys that have no effect here, words that were ignored. One line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
