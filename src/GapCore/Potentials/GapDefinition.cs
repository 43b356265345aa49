namespace GapCore.Potentials;

/// <summary>Covariance function of a coordinate; the numbers are those of the XML attribute <c>covariance_type</c>.</summary>
public enum KernelKind
{
    SquaredExponential = 1,
    DotProduct = 2,
    BondRealSpace = 3,
    PiecewisePolynomial = 4,
}

/// <summary>
/// A potential exactly as its file states it, before anything is computed from it: what a reader produces, a writer consumes and
/// <see cref="GapPotential.FromDefinition"/> compiles. Units eV and A.
/// </summary>
public sealed record GapDefinition
{
    /// <summary>Root label, for example <c>GAP_2026_11_20_0_23_43_31_394</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Unix time stamp of the writing program; 0 for files without one. Selects conventions (gap-math 3.7).</summary>
    public required long GapVersion { get; init; }

    /// <summary>e0 by atomic number (index 0 unused, length 119), eV.</summary>
    public required double[] IsolatedAtomEnergies { get; init; }

    /// <summary>The sparse Gaussian processes, in label order.</summary>
    public required IReadOnlyList<CoordinateDefinition> Coordinates { get; init; }

    /// <summary>Pair and embedding core potential added to the GAP, or null.</summary>
    public GlueDefinition? Core { get; init; }

    /// <summary>Multiplies everything (init_args key E_scale).</summary>
    public double EnergyScale { get; init; } = 1.0;

    /// <summary>File the definition came from, for messages; null when it came from memory.</summary>
    public string? Source { get; init; }

    /// <summary>The fit's command line, where the file keeps it.</summary>
    public string? CommandLine { get; init; }
}

/// <summary>One <c>gpCoordinates</c> element: a descriptor for one species combination and the sparse Gaussian process over it.</summary>
public sealed record CoordinateDefinition
{
    public required string Label { get; init; }

    /// <summary>Descriptor string verbatim, fit-only keys included.</summary>
    public required string Descriptor { get; init; }

    public required KernelKind Kernel { get; init; }

    /// <summary>delta (eV); squared in the kernel. XML: signal_variance.</summary>
    public required double EnergyScale { get; init; }

    /// <summary>f0 (eV); its square is added to kernels 1 and 4. XML: signal_mean.</summary>
    public required double SignalMean { get; init; }

    /// <summary>Exponent of the dot product kernel; null for others.</summary>
    public double? Zeta { get; init; }

    /// <summary>theta, one per component, for kernels 1 and 4; empty for others.</summary>
    public double[] LengthScales { get; init; } = [];

    /// <summary>d.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Number of permutations the kernel sums over; 1 for everything supported.</summary>
    public int Permutations { get; init; } = 1;

    /// <summary>Sparse points, M x d in row order.</summary>
    public required double[] SparsePoints { get; init; }

    /// <summary>alpha, M.</summary>
    public required double[] Weights { get; init; }

    /// <summary>fs: covariance cutoff of each sparse point, M.</summary>
    public required double[] SparseCutoffs { get; init; }

    /// <summary>M.</summary>
    public int SparseCount => Weights.Length;
}

/// <summary>Tabulated pair and embedding potential (QUIP IP Glue, gap-math 7.7).</summary>
public sealed record GlueDefinition(IReadOnlyList<GlueTypeDefinition> Types, IReadOnlyList<GluePairDefinition> Pairs);

/// <summary>
/// Density rho(r) and embedding E(rho) of one element. End slopes above 0.99e30 mean a natural spline. <paramref name="DensityUsesSpline"/>
/// false: the density is A (r_c - r)^3 with A by least squares to the table and r_c its last knot.
/// </summary>
public sealed record GlueTypeDefinition(int AtomicNumber, int Type, SplineTable Density, bool DensityUsesSpline, SplineTable Embedding);

/// <summary>Pair potential phi(r) between two types (eV, A); each pair counts once.</summary>
public sealed record GluePairDefinition(int Type1, int Type2, SplineTable Potential);

/// <summary>Knots, values and end slopes of a cubic spline.</summary>
public sealed record SplineTable(double[] Knots, double[] Values, double StartSlope, double EndSlope);
