namespace GapFit.Search;

/// <summary>What a search has found so far.</summary>
public sealed record SearchOutcome
{
    public required SearchMetric Metric { get; init; }

    /// <summary>The stages, in order, those not begun left out.</summary>
    public required IReadOnlyList<StageOutcome> Stages { get; init; }

    /// <summary>File of the training structures of a fit with everything.</summary>
    public required string TrainingFile { get; init; }

    /// <summary>Where the best potential goes.</summary>
    public required string PotentialFile { get; init; }

    /// <summary>Whether all stages are done; otherwise other parts are at work, or have to be started again.</summary>
    public bool IsComplete => Remaining == 0 && Stages.All(stage => stage.IsComplete);

    /// <summary>Stages not begun.</summary>
    public int Remaining { get; init; }

    /// <summary>The best of all fits with everything; null without any.</summary>
    public PointResult? Best => Stages.Select(stage => stage.Best).OfType<PointResult>()
        .Aggregate((PointResult?)null, (best, other) => best is null || Metric.IsBetter(other.Value(Metric), best.Value(Metric)) ? other : best);

    /// <summary>All results, stage by stage, by number and part of the resource.</summary>
    public IEnumerable<PointResult> Results => Stages.SelectMany(stage => stage.Results);
}

/// <summary>A stage of a search.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Asked">Fits that it takes.</param>
/// <param name="Results">Those done.</param>
/// <param name="Best">The best of those with everything; null without.</param>
public sealed record StageOutcome(string Name, int Asked, IReadOnlyList<PointResult> Results, PointResult? Best)
{
    public bool IsComplete => Results.Count == Asked;
}
