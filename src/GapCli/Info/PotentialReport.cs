using GapCore.Potentials;

namespace GapCli.Info;

/// <summary>What <c>gapsharp info</c> says about a potential; its JSON form has these names in snake_case.</summary>
internal sealed record PotentialReport
{
    public required string File { get; init; }

    /// <summary>SHA-256 of the potential file, hex; sidecar files are guarded by their own checksums inside it.</summary>
    public required string Sha256 { get; init; }

    public required string Label { get; init; }

    /// <summary>Version of this program.</summary>
    public required string GapsharpVersion { get; init; }

    /// <summary>Unix time stamp of the program that wrote the file; 0 where the file has none.</summary>
    public required long GapVersion { get; init; }

    /// <summary>A.</summary>
    public required double Cutoff { get; init; }

    /// <summary>Elements the potential knows; empty: any.</summary>
    public required string[] Species { get; init; }

    /// <summary>e0 of these elements (of all with a non-zero e0 where any is accepted), eV.</summary>
    public required Dictionary<string, double> IsolatedAtomEnergies { get; init; }

    /// <summary>Factor on everything.</summary>
    public required double EnergyScale { get; init; }

    /// <summary>Core potential added to the GAP, or null.</summary>
    public CoreReport? CorePotential { get; init; }

    public required TermReport[] Terms { get; init; }

    /// <summary>The posterior variance model beside the file, or null where there is none.</summary>
    public PosteriorReport? PosteriorVariance { get; init; }

    /// <summary>Sparse points, weights and cutoffs as double precision numbers, bytes.</summary>
    public required long SparseBytes { get; init; }

    /// <summary>Managed memory of the loaded potential, ready to evaluate, bytes.</summary>
    public required long LoadedBytes { get; init; }

    /// <summary>Singular values below this part of the largest do not count towards a term's numerical rank.</summary>
    public double RankThreshold { get; init; } = NumericalRank.Threshold;

    /// <summary>Most that compression changes the local energy of an atom, per term, eV.</summary>
    public double CompressionBound { get; init; } = GapPotential.CompressionBound;

    /// <summary>The fit's command line, where the file keeps it.</summary>
    public string? CommandLine { get; init; }
}

/// <summary>One coordinate of the potential.</summary>
internal sealed record TermReport
{
    /// <summary>Name of the descriptor: soap, distance_2b ...</summary>
    public required string Descriptor { get; init; }

    /// <summary>Its species keys, for example "Z=14 species_Z={14 6}".</summary>
    public required string Species { get; init; }

    /// <summary>The whole descriptor string.</summary>
    public required string Parameters { get; init; }

    /// <summary>A; null where the string names none.</summary>
    public double? Cutoff { get; init; }

    public required string Kernel { get; init; }

    /// <summary>delta, eV.</summary>
    public required double EnergyScale { get; init; }

    /// <summary>Exponent of a dot product kernel.</summary>
    public double? Zeta { get; init; }

    public required int Dimensions { get; init; }

    public required int SparsePoints { get; init; }

    /// <summary>Singular values of the matrix of sparse points above <see cref="PotentialReport.RankThreshold"/> of the largest.</summary>
    public required int NumericalRank { get; init; }

    /// <summary>Whether evaluation works in fewer components, within <see cref="PotentialReport.CompressionBound"/>.</summary>
    public required bool Compressed { get; init; }

    /// <summary>Most components that evaluation uses.</summary>
    public required int Components { get; init; }

    /// <summary>Largest |alpha|.</summary>
    public required double LargestWeight { get; init; }
}

/// <summary>A posterior variance model: its file, its size in bytes, and what is wrong with it, if anything.</summary>
internal sealed record PosteriorReport(string File, long Bytes, string? Problem);

/// <summary>The tabulated core potential.</summary>
internal sealed record CoreReport(string Kind, string[] Species, int Pairs, double Cutoff);
