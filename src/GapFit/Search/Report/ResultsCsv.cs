using System.Globalization;

namespace GapFit.Search.Report;

/// <summary>All fits of a search as comma-separated values; a number that there is not is empty.</summary>
internal static class ResultsCsv
{
    internal static void Write(TextWriter writer, SearchOutcome outcome)
    {
        PointResult[] results = [.. outcome.Results];
        string[] settings = [.. results.SelectMany(result => result.Settings).Select(setting => setting.Name).Distinct()];
        string[] metrics = [.. SearchMetric.Names.Where(name => results.Any(result => result.Metrics.ContainsKey(name)))];
        string[] all = [.. SearchMetric.Names.Where(name => results.Any(result => result.AllMetrics.ContainsKey(name)))];
        string[] test = [.. SearchMetric.Names.Where(name => results.Any(result => result.TestMetrics.ContainsKey(name)))];
        WriteRow(writer,
        [
            "stage", "point", .. settings, "structures_part", "halving_part", "training_structures", "sparse_points", .. metrics,
            .. all.Select(name => $"all_{name}"), .. test.Select(name => $"test_{name}"),
            "cpu_s", "fit_memory_MB", "evaluation_ms_per_atom", "error",
        ]);
        foreach (PointResult result in results)
            WriteRow(writer,
            [
                result.Stage, result.Number + 1,
                .. settings.Select(name => (object?)result.Settings.FirstOrDefault(setting => setting.Name == name).Value),
                result.Structures, result.Fidelity, result.TrainingStructures, result.SparsePoints,
                .. metrics.Select(name => Value(result.Metrics, name)), .. all.Select(name => Value(result.AllMetrics, name)),
                .. test.Select(name => Value(result.TestMetrics, name)),
                Math.Round(result.ProcessorSeconds, 4), Math.Round(1e-6 * result.FitMemory), result.EvaluationMilliseconds, result.Error,
            ]);
    }

    private static object? Value(IReadOnlyDictionary<string, double> metrics, string name) =>
        metrics.TryGetValue(name, out double value) ? value : null;

    private static void WriteRow(TextWriter writer, IEnumerable<object?> cells) => writer.Write(string.Join(',', cells.Select(Cell)) + "\n");

    private static string Cell(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
