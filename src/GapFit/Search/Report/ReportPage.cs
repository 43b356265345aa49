using static System.FormattableString;

namespace GapFit.Search.Report;

/// <summary>The report as one page of HTML that needs nothing else.</summary>
internal sealed class ReportPage(SearchOutcome outcome)
{
    private const string Style = """
        body { font-family: sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; }
        table { border-collapse: collapse; margin: 1em 0; } th, td { padding: 0.2em 0.7em; text-align: right; border-bottom: 1px solid #ddd; }
        pre { background: #f4f4f4; padding: 1em; overflow-x: auto; } figure { display: inline-block; margin: 0.5em 1em 0.5em 0; vertical-align: top; }
        """;

    private readonly SearchMetric _metric = outcome.Metric;

    internal void Write(TextWriter writer)
    {
        writer.WriteLine("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Search of hyperparameters</title>");
        writer.WriteLine($"<style>\n{Style}\n</style></head><body>\n<h1>Search of hyperparameters</h1>");
        if (!outcome.IsComplete)
            writer.WriteLine("<p>The search is not finished: fits of other parts or later stages are missing.</p>");
        WriteBest(writer);
        WriteConvergence(writer);
        WriteCost(writer);
        foreach (StageOutcome stage in outcome.Stages)
            new StageSection(stage, _metric).Write(writer);
        writer.WriteLine("</body></html>");
    }

    private void WriteBest(TextWriter writer)
    {
        if (outcome.Best is not { } best)
        {
            writer.WriteLine("<p>No fit has the metric yet.</p>");
            return;
        }

        writer.WriteLine("<h2>The best fit</h2>");
        writer.WriteLine($"<p>{Escaped.Whole(Sentence(best))}</p>");
        writer.WriteLine($"<pre>{Escaped.Whole(BestFit.Command(best, outcome))}</pre>");
        if (best.BindingBySize.Count == 0)
            return;
        writer.WriteLine("<p>Binding energy by number of atoms, root mean square error in kcal/(mol atom), validation and test structures:</p><table><tr>");
        writer.WriteLine(string.Concat(best.BindingBySize.Keys.Select(size => Invariant($"<th>{size}</th>"))));
        writer.WriteLine($"</tr><tr>{string.Concat(best.BindingBySize.Values.Select(error => Invariant($"<td>{error:f3}</td>")))}</tr></table>");
    }

    private string Sentence(PointResult best)
    {
        double test = best.TestValue(_metric);
        return Invariant($"Stage {best.Stage}, point {best.Number + 1}: {_metric.Title} {best.Value(_metric):g5}")
            + (double.IsFinite(test) ? Invariant($"; on the test structures, which decided nothing, {test:g5}") : "")
            + Invariant($". {best.TrainingStructures:g6} training structures, {best.SparsePoints:g6} sparse points.");
    }

    /// <summary>The best so far over the number of fits done.</summary>
    private void WriteConvergence(TextWriter writer)
    {
        var points = new List<(double X, double Y)>();
        var line = new List<(double X, double Y)>();
        double best = double.NaN;
        int done = 0;
        foreach (PointResult result in outcome.Results.OrderBy(result => result.Finished).ThenBy(result => result.Number))
        {
            done++;
            double value = result.Value(_metric);
            if (!result.IsFull || !double.IsFinite(value))
                continue;
            points.Add((done, value));
            if (_metric.IsBetter(value, best))
            {
                best = value;
                line.Add((done, value));
            }
        }

        if (line.Count == 0)
            return;
        line.Add((done, best));
        writer.WriteLine("<h2>Convergence and cost</h2>\n<figure>");
        new Plot("fits done", _metric.Title) { Points = points, Line = line, InSteps = true }.Write(writer, "Every fit, and the best so far");
        writer.WriteLine("</figure>");
    }

    /// <summary>Error over the cost of an evaluation, with the fits of which none is both cheaper and better.</summary>
    private void WriteCost(TextWriter writer)
    {
        (double X, double Y)[] points =
        [
            .. outcome.Results.Where(result => result.IsFull && result.EvaluationMilliseconds > 0 && double.IsFinite(result.Value(_metric)))
                .Select(result => (result.EvaluationMilliseconds!.Value, result.Value(_metric))).OrderBy(point => point.Item1),
        ];
        if (points.Length < 2)
            return;
        writer.WriteLine("<figure>");
        new Plot("evaluation, ms per atom", _metric.Title) { Points = [.. points], Line = Front(points) }
            .Write(writer, "Error against cost, and the Pareto front");
        writer.WriteLine("</figure>");
    }

    private List<(double X, double Y)> Front((double X, double Y)[] points)
    {
        var front = new List<(double X, double Y)>();
        foreach ((double x, double y) in points)
            if (front.Count == 0 || _metric.IsBetter(y, front[^1].Y))
                front.Add((x, y));
        return front;
    }
}
