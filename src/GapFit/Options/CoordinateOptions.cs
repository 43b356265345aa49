using GapCore.Potentials;

namespace GapFit.Options;

/// <summary>
/// One entry of the key <c>gap</c>: a descriptor, its kernel and how its sparse points are chosen (gap-math section 7). As parsed it stands
/// for every species combination; the species expansion makes one per coordinate. Immutable.
/// </summary>
public sealed record CoordinateOptions
{
    /// <summary>The descriptor string that the potential file keeps: every word of the entry, and the species once they are known.</summary>
    public required string Descriptor { get; init; }

    /// <summary>The descriptor's name: soap, distance_2b or angle_3b.</summary>
    public required string Name { get; init; }

    public required KernelKind Kernel { get; init; }

    /// <summary>delta (eV), positive; squared in the kernel.</summary>
    public required double EnergyScale { get; init; }

    /// <summary>f0 (eV); its square is added to kernels of a distance.</summary>
    public double SignalMean { get; init; }

    /// <summary>Exponent of the dot product kernel; null for others.</summary>
    public double? Zeta { get; init; }

    public LengthScaleRule LengthScaleRule { get; init; }

    /// <summary>The one value of theta_uniform, the one or d factors of theta_fac; empty otherwise.</summary>
    public double[] LengthScaleValues { get; init; } = [];

    /// <summary>File of theta_file: d numbers.</summary>
    public string? LengthScaleFile { get; init; }

    /// <summary>Components d of the descriptor; 0 before the species are known.</summary>
    public int Dimensions { get; init; }

    public SparseMethod SparseMethod { get; init; }

    /// <summary>n_sparse; 0 where the method or <see cref="SparseCountByConfigType"/> decides.</summary>
    public int SparseCount { get; init; }

    /// <summary>config_type_n_sparse: a pool of its own per type; empty when all configurations share one.</summary>
    public IReadOnlyList<ConfigTypeCount> SparseCountByConfigType { get; init; } = [];

    /// <summary>Sparse points that are asked for, at most; 0 where only method or file know.</summary>
    internal int AskedSparseCount => SparseCountByConfigType.Count > 0 ? SparseCountByConfigType.Sum(type => type.Count) : SparseCount;

    /// <summary>sparse_file of the methods file and index_file.</summary>
    public string? SparseFile { get; init; }

    /// <summary>print_sparse_index: file that the 1-based indices of the chosen instances are appended to.</summary>
    public string? PrintSparseIndex { get; init; }

    /// <summary>Instances whose sums |x| differ by less may be duplicates.</summary>
    public double UniqueHashTolerance { get; init; } = 1e-10;

    /// <summary>Instances whose components differ by less are duplicates.</summary>
    public double UniqueDescriptorTolerance { get; init; } = 1e-10;

    /// <summary>add_species: whether the species of the training data are appended, one coordinate per combination.</summary>
    public bool AddSpecies { get; init; } = true;

    /// <summary>Where the entry stands, for messages, for example "gap entry 2 (soap)".</summary>
    public string Place { get; init; } = "gap entry";
}
