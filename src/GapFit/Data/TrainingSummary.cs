namespace GapFit.Data;

/// <summary>What a training set holds, by config_type and in all, and under which names it was found.</summary>
public sealed record TrainingSummary
{
    /// <summary>In order of first appearance.</summary>
    public required IReadOnlyList<ConfigTypeSummary> ConfigTypes { get; init; }

    public required ConfigTypeSummary Total { get; init; }

    public required IReadOnlyList<DataName> Names { get; init; }

    internal static TrainingSummary Of(IReadOnlyList<FitFrame> frames, IReadOnlyList<DataName> names) => new()
    {
        ConfigTypes = [.. frames.GroupBy(frame => frame.ConfigType).Select(group => ConfigTypeSummary.Of(group.Key, [.. group]))],
        Total = ConfigTypeSummary.Of("total", frames),
        Names = names,
    };
}
