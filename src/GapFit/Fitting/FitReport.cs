namespace GapFit.Fitting;

/// <summary>What a fit did and what it took.</summary>
public sealed record FitReport
{
    /// <summary>The potential's file; null when nothing was written (dry run, other ranks).</summary>
    public string? PotentialFile { get; init; }

    /// <summary>The posterior variance model's file; null when none was written.</summary>
    public string? PosteriorFile { get; init; }

    /// <summary>Rows of data (energies, force and virial components), all ranks.</summary>
    public long Rows { get; init; }

    /// <summary>Sparse points per coordinate, in the file's order.</summary>
    public IReadOnlyList<int> SparseCounts { get; init; } = [];

    /// <summary>Seed of the sparse selection: repeats the fit when given as rnd_seed.</summary>
    public long Seed { get; init; }

    /// <summary>Weighted root mean square residual of the data rows, the prior of the weights included (1 means as large as their noise).</summary>
    public double WeightedResidual { get; init; }

    /// <summary>Estimated peak memory of this process, bytes, made before the start.</summary>
    public long EstimatedMemory { get; init; }

    /// <summary>Peak resident memory of this process, bytes.</summary>
    public long PeakMemory { get; init; }

    public IReadOnlyList<PhaseReport> Phases { get; init; } = [];
}

/// <summary>Wall and processor time (s) of a phase and its floating point operations, where they are counted.</summary>
public sealed record PhaseReport(string Name, double WallSeconds, double ProcessorSeconds, double Operations);
