using GapCore.Text;
using static System.FormattableString;

namespace GapFit.Validation;

/// <summary>One square diagram of predictions (y) against data (x) with the same axis in both directions.</summary>
internal sealed class ParityPanel
{
    private const double Side = 360;

    private readonly string _title;
    private readonly List<(double X, double Y)> _points;
    private readonly (double Low, double Span) _axis;
    private readonly SvgDiagram _diagram;

    public ParityPanel(string title, string caption, List<(double X, double Y)> points)
    {
        _title = $"{title}: {caption}";
        _points = points;
        _axis = SvgDiagram.Axis(points.Min(point => Math.Min(point.X, point.Y)), points.Max(point => Math.Max(point.X, point.Y)));
        _diagram = new SvgDiagram(_axis, _axis, Side, Side);
    }

    /// <summary>In pixels, with labels.</summary>
    public (double Width, double Height) Size => (_diagram.Width, _diagram.Height);

    public void Write(TextWriter writer, double offset)
    {
        writer.WriteLine(Invariant($"<g transform=\"translate({offset} 0)\">"));
        _diagram.WriteAxes(writer, _title, "data", "potential");
        double low = _axis.Low, high = low + _axis.Span;
        writer.WriteLine(Invariant(
            $"<line x1=\"{_diagram.Across(low)}\" y1=\"{_diagram.Up(low)}\" x2=\"{_diagram.Across(high)}\" y2=\"{_diagram.Up(high)}\""));
        writer.WriteLine("stroke=\"#888888\" stroke-dasharray=\"4 3\"/>");

        // Few points are drawn boldly, many so faintly that the density shows.
        double opacity = Math.Clamp(20 / Math.Sqrt(_points.Count), 0.1, 0.8);
        writer.WriteLine(Invariant($"<g fill=\"#2166ac\" fill-opacity=\"{opacity:f2}\">"));
        foreach ((double x, double y) in _points)
            writer.WriteLine(Invariant($"<circle cx=\"{_diagram.Across(x):f1}\" cy=\"{_diagram.Up(y):f1}\" r=\"2\"/>"));
        writer.WriteLine("</g></g>");
    }
}
