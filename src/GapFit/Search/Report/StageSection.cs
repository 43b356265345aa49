using static System.FormattableString;

namespace GapFit.Search.Report;

/// <summary>What the report says of one stage: its best fits, what each setting did, pictures of pairs of settings.</summary>
internal sealed class StageSection(StageOutcome stage, SearchMetric metric)
{
    private const int BestRows = 10;

    /// <summary>Most pictures of pairs.</summary>
    private const int MostPairs = 21;

    private readonly PointResult[] _results = StageAxes.Comparable(stage, metric);

    internal void Write(TextWriter writer)
    {
        List<(string Name, IReadOnlyList<string> Values)> axes = StageAxes.Of(_results);
        int failed = stage.Results.Count(result => result.Error is not null);
        writer.WriteLine($"<h2>Stage {Escaped.Whole(stage.Name)}</h2>");
        writer.WriteLine(Invariant($"<p>{stage.Results.Count} of {stage.Asked} fits, {stage.Results.Sum(result => result.ProcessorSeconds):f1} s of processor time")
            + (failed > 0 ? $"; {failed} without a potential (their errors are in {SearchReport.TableFile})" : "") + ".</p>");
        WriteBest(writer, axes);
        foreach ((string name, IReadOnlyList<string> values) in axes)
            WriteEffect(writer, name, values);
        WritePairs(writer, axes);
    }

    private void WriteBest(TextWriter writer, List<(string Name, IReadOnlyList<string> Values)> axes)
    {
        bool hasTest = _results.Any(result => double.IsFinite(result.TestValue(metric)));
        IEnumerable<string> heads =
        [
            .. axes.Select(axis => axis.Name), metric.Title, .. hasTest ? ["test"] : Array.Empty<string>(), "sparse points", "evaluation, ms/atom", "CPU, s",
        ];
        writer.WriteLine($"<table><tr>{string.Concat(heads.Select(head => $"<th>{Escaped.Of(head)}</th>"))}</tr>");
        foreach (PointResult result in Ordered(_results).Take(BestRows))
        {
            IEnumerable<string> cells =
            [
                .. axes.Select(axis => StageAxes.Value(result, axis.Name) ?? ""), Number(result.Value(metric)),
                .. hasTest ? [Number(result.TestValue(metric))] : Array.Empty<string>(),
                Invariant($"{result.SparsePoints:g6}"), result.EvaluationMilliseconds is { } cost ? Invariant($"{cost:g3}") : "",
                Invariant($"{result.ProcessorSeconds:f2}"),
            ];
            writer.WriteLine($"<tr>{string.Concat(cells.Select(cell => $"<td>{Escaped.Of(cell)}</td>"))}</tr>");
        }

        writer.WriteLine("</table>");
    }

    /// <summary>The best that each value of a setting reached, whatever the others; as a curve where the values are numbers.</summary>
    private void WriteEffect(TextWriter writer, string name, IReadOnlyList<string> values)
    {
        (double X, double Y)[] points = [.. _results.Where(result => StageAxes.Number(result, name) is not null)
            .Select(result => (StageAxes.Number(result, name)!.Value, result.Value(metric)))];
        if (values.Count < 3 || points.Length < _results.Length)
            return;
        writer.WriteLine("<figure>");
        new Plot(name, metric.Title)
        {
            Points = [.. points],
            Line = [.. points.GroupBy(point => point.X).OrderBy(group => group.Key).Select(group => (group.Key, Best(group.Select(point => point.Y))))],
        }.Write(writer, $"{name}: every fit, and the best of each value");
        writer.WriteLine("</figure>");
    }

    private void WritePairs(TextWriter writer, List<(string Name, IReadOnlyList<string> Values)> axes)
    {
        int written = 0;
        for (int i = 0; i < axes.Count; i++)
        {
            for (int j = i + 1; j < axes.Count && written < MostPairs; j++, written++)
            {
                (string Name, IReadOnlyList<string> Values) x = axes[j], y = axes[i];
                double[,] cells = new double[y.Values.Count, x.Values.Count];
                for (int row = 0; row < y.Values.Count; row++)
                    for (int column = 0; column < x.Values.Count; column++)
                        cells[row, column] = StageAxes.Best(
                            _results.Where(result => StageAxes.Value(result, x.Name) == x.Values[column] && StageAxes.Value(result, y.Name) == y.Values[row]),
                            metric);
                writer.WriteLine("<figure>");
                new HeatMap(x, y, cells, metric.IsBetter(0, 1)).Write(writer);
                writer.WriteLine("</figure>");
            }
        }

        if (written > 0)
            writer.WriteLine($"<p>Cells: the best {Escaped.Of(metric.Title)} of any fit with these two values.</p>");
    }

    private IOrderedEnumerable<PointResult> Ordered(IEnumerable<PointResult> results) => results.Order(Comparer<PointResult>.Create((a, b) =>
        metric.IsBetter(a.Value(metric), b.Value(metric)) ? -1 : metric.IsBetter(b.Value(metric), a.Value(metric)) ? 1 : a.Number.CompareTo(b.Number)));

    private double Best(IEnumerable<double> values) => values.Aggregate(double.NaN, (best, value) => metric.IsBetter(value, best) ? value : best);

    private static string Number(double value) => double.IsFinite(value) ? Invariant($"{value:g5}") : "";
}
