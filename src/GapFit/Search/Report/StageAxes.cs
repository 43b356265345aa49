using GapCore.Text;

namespace GapFit.Search.Report;

/// <summary>What a stage varied: every setting with more than one value, the values in order.</summary>
internal static class StageAxes
{
    /// <summary>Fits of a stage that can be compared with each other: those with the whole of the resource.</summary>
    internal static PointResult[] Comparable(StageOutcome stage, SearchMetric metric) =>
        [.. stage.Results.Where(result => result.Fidelity == 1 && double.IsFinite(result.Value(metric)))];

    internal static List<(string Name, IReadOnlyList<string> Values)> Of(IReadOnlyList<PointResult> results) =>
    [
        .. results.SelectMany(result => result.Settings).Select(setting => setting.Name).Distinct()
            .Select(name => (name, Values(name, results))).Where(axis => axis.Item2.Count > 1),
    ];

    /// <summary>The value of a setting as a number; null where it is none.</summary>
    internal static double? Number(PointResult result, string name) =>
        FortranNumber.TryFinite(Value(result, name) ?? "", out double number) ? number : null;

    /// <summary>The text of a setting; null where the point does not have it.</summary>
    internal static string? Value(PointResult result, string name) =>
        result.Settings.FirstOrDefault(setting => setting.Name == name).Value;

    /// <summary>Best value of a metric among results; NaN without any.</summary>
    internal static double Best(IEnumerable<PointResult> results, SearchMetric metric) => results.Select(result => result.Value(metric))
        .Aggregate(double.NaN, (best, value) => metric.IsBetter(value, best) ? value : best);

    private static IReadOnlyList<string> Values(string name, IReadOnlyList<PointResult> results)
    {
        string[] values = [.. results.OrderBy(result => result.Number).Select(result => Value(result, name)).OfType<string>().Distinct()];
        return Array.TrueForAll(values, value => FortranNumber.TryFinite(value, out _))
            ? [.. values.OrderBy(value => FortranNumber.TryFinite(value, out double number) ? number : 0)]
            : values;
    }
}
