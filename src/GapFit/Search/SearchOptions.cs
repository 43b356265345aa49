using GapCore.Text;

namespace GapFit.Search;

/// <summary>Everything that a search's config file says. Immutable.</summary>
public sealed record SearchOptions
{
    /// <summary>Keys of gap_fit that hold for every fit, <c>gap</c> among them where it is given.</summary>
    public required IReadOnlyList<KeyValueEntry> Fit { get; init; }

    /// <summary>The stages, at least one.</summary>
    public required IReadOnlyList<StageOptions> Stages { get; init; }

    /// <summary>at_file.</summary>
    public required string AtomsFile { get; init; }

    /// <summary>gp_file: the best potential, when it is asked for; null for a file in the folder of the results.</summary>
    public string? PotentialFile { get; init; }

    /// <summary>validation: frames of at_file that are not fitted but compared; null for none.</summary>
    public FrameCondition? Validation { get; init; }

    /// <summary>validation_file: further structures to compare with.</summary>
    public string? ValidationFile { get; init; }

    /// <summary>folds: each frame of at_file is compared once, by the fit of the others; 0 without.</summary>
    public int Folds { get; init; }

    /// <summary>group_by: <c>size</c>, a key of the comment line, or <c>frame</c>: what belongs together stays in one fold.</summary>
    public string GroupBy { get; init; } = "size";

    /// <summary>test: frames of at_file that decide nothing; their errors are reported.</summary>
    public FrameCondition? Test { get; init; }

    /// <summary>test_file: further such structures.</summary>
    public string? TestFile { get; init; }

    public SearchMetric Metric { get; init; } = SearchMetric.Default;

    /// <summary>metric_subset: validation frames that the metric is taken of; null: all.</summary>
    public FrameCondition? MetricSubset { get; init; }

    /// <summary>seed: of random points, folds and parts of the training structures.</summary>
    public int Seed { get; init; }
}

/// <summary>A stage as the config file says it. Immutable.</summary>
public sealed record StageOptions
{
    public required string Name { get; init; }

    public SearchMethod Method { get; init; }

    /// <summary>points: how many random ones; 0: all.</summary>
    public int Points { get; init; }

    public HalvingResource Resource { get; init; }

    /// <summary>halving_factor: of so many points one goes on.</summary>
    public int HalvingFactor { get; init; } = 3;

    /// <summary>halving_start: part of the resource in the first round, at least.</summary>
    public double HalvingStart { get; init; } = 0.1;

    /// <summary>gap: entries instead of those so far; null: none.</summary>
    public string? Gap { get; init; }

    /// <summary>add: entries besides those so far.</summary>
    public string? Add { get; init; }

    /// <summary>vary: other values in entries so far.</summary>
    public string? Vary { get; init; }

    /// <summary>Other keys of gap_fit, with alternatives.</summary>
    public IReadOnlyList<KeyValueEntry> Keys { get; init; } = [];

    /// <summary>structures: parts of the training structures, with alternatives.</summary>
    public string? Structures { get; init; }

    /// <summary>Where it stands, for messages.</summary>
    public string Place => $"stage {Name}";
}
