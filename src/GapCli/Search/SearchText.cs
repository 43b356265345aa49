using GapCli.Streams;
using GapFit.Search;
using GapFit.Search.Report;
using Spectre.Console;
using static System.FormattableString;

namespace GapCli.Search;

/// <summary>What a search has found, as tables, and the command that fits it.</summary>
internal static class SearchText
{
    internal static void Write(TextWriter writer, SearchOutcome outcome, string folder, bool onScreen)
    {
        bool hasTest = outcome.Results.Any(result => double.IsFinite(result.TestValue(outcome.Metric)));
        Table table = PlainTable.OfNumbers("stage", ["fits", "of", "CPU, s", outcome.Metric.Title, .. hasTest ? ["test"] : Array.Empty<string>(), "best"]);
        foreach (StageOutcome stage in outcome.Stages)
            table.AddRow(
            [
                Markup.Escape(stage.Name), Invariant($"{stage.Results.Count}"), Invariant($"{stage.Asked}"),
                Invariant($"{stage.Results.Sum(result => result.ProcessorSeconds):f1}"), Number(stage.Best?.Value(outcome.Metric)),
                .. hasTest ? [Number(stage.Best?.TestValue(outcome.Metric))] : Array.Empty<string>(),
                Markup.Escape(stage.Best is { } best ? string.Join(' ', best.Settings.Select(setting => $"{setting.Name}={setting.Value}")) : "-"),
            ]);
        PlainTable.Write(writer, table, onScreen);
        if (hasTest)
            writer.WriteLine("test: structures that decided nothing");
        if (!outcome.IsComplete)
            writer.WriteLine("not finished: fits of other parts are missing; once these are done, the same command goes on");
        if (outcome.Best is { } winner)
            writer.WriteLine($"the best so far:\n{BestFit.Command(winner, outcome)}");
        writer.WriteLine($"report: {Path.Combine(folder, SearchReport.PageFile)}, table: {Path.Combine(folder, SearchReport.TableFile)}");
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? Invariant($"{number:g5}") : "-";
}
