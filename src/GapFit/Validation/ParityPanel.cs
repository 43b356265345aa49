using System.Globalization;
using static System.FormattableString;

namespace GapFit.Validation;

/// <summary>One square diagram of predictions (y) against data (x) with the same axis in both directions; lengths in pixels.</summary>
internal sealed class ParityPanel
{
    public const double Width = 460, Height = 460;

    private const double Left = 80, Top = 40, Side = 360;

    private readonly string _title;
    private readonly string _caption;
    private readonly List<(double X, double Y)> _points;
    private readonly double _low;
    private readonly double _span;

    public ParityPanel(string title, string caption, List<(double X, double Y)> points)
    {
        _title = title;
        _caption = caption;
        _points = points;
        double low = points.Min(point => Math.Min(point.X, point.Y)), high = points.Max(point => Math.Max(point.X, point.Y));
        double range = high > low ? high - low : Math.Max(Math.Abs(low) * 0.1, 1e-3);
        _low = low - 0.05 * range;
        _span = 1.1 * range;
    }

    public void Write(TextWriter writer, double offset)
    {
        writer.WriteLine(Invariant($"<g transform=\"translate({offset} 0)\">"));
        writer.WriteLine(Invariant($"<text x=\"{Left + Side / 2}\" y=\"28\" text-anchor=\"middle\">{_title}: {_caption}</text>"));
        WriteAxes(writer);

        // Few points are drawn boldly, many so faintly that the density shows.
        double opacity = Math.Clamp(20 / Math.Sqrt(_points.Count), 0.1, 0.8);
        writer.WriteLine(Invariant($"<g fill=\"#2166ac\" fill-opacity=\"{opacity:f2}\">"));
        foreach ((double x, double y) in _points)
            writer.WriteLine(Invariant($"<circle cx=\"{Across(x):f1}\" cy=\"{Up(y):f1}\" r=\"2\"/>"));
        writer.WriteLine("</g></g>");
    }

    private void WriteAxes(TextWriter writer)
    {
        writer.WriteLine(Invariant($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{Side}\" height=\"{Side}\" fill=\"none\" stroke=\"black\"/>"));
        writer.WriteLine(Invariant(
            $"<line x1=\"{Left}\" y1=\"{Top + Side}\" x2=\"{Left + Side}\" y2=\"{Top}\" stroke=\"#888888\" stroke-dasharray=\"4 3\"/>"));
        double step = Step(_span / 5);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step)));
        for (double k = Math.Ceiling(_low / step); k * step <= _low + _span; k++)
        {
            double x = Across(k * step), y = Up(k * step);
            string label = (k * step + 0.0).ToString($"f{decimals}", CultureInfo.InvariantCulture);
            writer.WriteLine(Invariant($"<path d=\"M{x:f1} {Top + Side}v5M{Left} {y:f1}h-5\" stroke=\"black\"/>"));
            writer.WriteLine(Invariant($"<text x=\"{x:f1}\" y=\"{Top + Side + 18}\" text-anchor=\"middle\">{label}</text>"));
            writer.WriteLine(Invariant($"<text x=\"{Left - 8}\" y=\"{y + 4:f1}\" text-anchor=\"end\">{label}</text>"));
        }

        writer.WriteLine(Invariant($"<text x=\"{Left + Side / 2}\" y=\"{Top + Side + 40}\" text-anchor=\"middle\">data</text>"));
        writer.WriteLine(Invariant(
            $"<text transform=\"translate(18 {Top + Side / 2}) rotate(-90)\" text-anchor=\"middle\">potential</text>"));
    }

    private double Across(double value) => Left + Side * (value - _low) / _span;

    private double Up(double value) => Top + Side - Side * (value - _low) / _span;

    /// <summary>The next of 1, 2, 5 times a power of ten.</summary>
    private static double Step(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        double ratio = atLeast / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }
}
