using GapCore.Text;
using static System.FormattableString;

namespace GapFit.Search.Report;

/// <summary>Points, and a line through some of them, in SVG.</summary>
/// <param name="xName">Name of the horizontal axis.</param>
/// <param name="yName">Name of the vertical axis.</param>
internal sealed class Plot(string xName, string yName)
{
    private const double Across = 460, Up = 280;

    /// <summary>Points, drawn pale.</summary>
    internal List<(double X, double Y)> Points { get; init; } = [];

    /// <summary>A line with marks, drawn boldly.</summary>
    internal List<(double X, double Y)> Line { get; init; } = [];

    /// <summary>Whether the line goes in steps: a value holds until the next.</summary>
    internal bool InSteps { get; init; }

    internal void Write(TextWriter writer, string title)
    {
        (double X, double Y)[] all = [.. Points, .. Line];
        if (all.Length == 0)
            return;
        double top = Top(all);
        var diagram = new SvgDiagram(
            SvgDiagram.Axis(all.Min(p => p.X), all.Max(p => p.X)), SvgDiagram.Axis(all.Min(p => p.Y), top), Across, Up);
        SvgDiagram.WriteDocument(writer, diagram.Width, diagram.Height, () =>
        {
            diagram.WriteAxes(writer, Escaped.Whole(title), Escaped.Of(xName), Escaped.Of(yName));
            foreach ((double x, double y) in Points.Where(point => point.Y <= top))
                writer.WriteLine(Invariant($"<circle cx=\"{diagram.Across(x):f1}\" cy=\"{diagram.Up(y):f1}\" r=\"3\" fill=\"#2166ac\" fill-opacity=\"0.35\"/>"));
            WriteLine(writer, diagram);
        });
    }

    /// <summary>Points far above the others would press these together: the axis ends at four times the median above the lowest, or with the line.</summary>
    private double Top((double X, double Y)[] all)
    {
        double[] sorted = [.. all.Select(point => point.Y).Order()];
        double low = sorted[0], median = sorted[sorted.Length / 2];
        double limit = median > low ? Math.Min(sorted[^1], low + 4 * (median - low)) : sorted[^1];
        return Line.Count > 0 ? Math.Max(limit, Line.Max(point => point.Y)) : limit;
    }

    private void WriteLine(TextWriter writer, SvgDiagram diagram)
    {
        if (Line.Count == 0)
            return;
        var path = new System.Text.StringBuilder();
        for (int i = 0; i < Line.Count; i++)
        {
            string x = Invariant($"{diagram.Across(Line[i].X):f1}"), y = Invariant($"{diagram.Up(Line[i].Y):f1}");
            path.Append(i == 0 ? $"M{x} {y}" : InSteps ? $"H{x}V{y}" : $"L{x} {y}");
            writer.WriteLine($"<circle cx=\"{x}\" cy=\"{y}\" r=\"3.5\" fill=\"#b2182b\"/>");
        }

        writer.WriteLine($"<path d=\"{path}\" fill=\"none\" stroke=\"#b2182b\" stroke-width=\"1.5\"/>");
    }
}
