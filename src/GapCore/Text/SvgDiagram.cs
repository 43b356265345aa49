using System.Globalization;
using static System.FormattableString;

namespace GapCore.Text;

/// <summary>The frame of a diagram in SVG: axes with ticks and labels, and where a value lies in it. Lengths in pixels.</summary>
/// <param name="x">Lowest value and range of the horizontal axis.</param>
/// <param name="y">The same of the vertical axis.</param>
/// <param name="across">Width within the frame.</param>
/// <param name="up">Height within the frame.</param>
internal sealed class SvgDiagram((double Low, double Span) x, (double Low, double Span) y, double across, double up)
{
    private const double Left = 80, Top = 40, Right = 20, Bottom = 60;

    /// <summary>Size with labels.</summary>
    public double Width => Left + across + Right;

    /// <inheritdoc cref="Width"/>
    public double Height => Top + up + Bottom;

    /// <summary>An axis that holds the values with 5 % to spare on either side.</summary>
    public static (double Low, double Span) Axis(double lowest, double highest)
    {
        double range = highest > lowest ? highest - lowest : Math.Max(Math.Abs(lowest) * 0.1, 1e-3);
        return (lowest - 0.05 * range, 1.1 * range);
    }

    /// <summary>Writes a document of the given size around what <paramref name="content"/> writes.</summary>
    public static void WriteDocument(TextWriter writer, double width, double height, Action content)
    {
        writer.WriteLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\""));
        writer.WriteLine("font-size=\"12\">");
        writer.WriteLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        content();
        writer.WriteLine("</svg>");
    }

    /// <summary>Where a value of the horizontal axis lies.</summary>
    public double Across(double value) => Left + across * (value - x.Low) / x.Span;

    /// <summary>Where a value of the vertical axis lies.</summary>
    public double Up(double value) => Top + up - up * (value - y.Low) / y.Span;

    /// <summary>Title, frame, ticks and names of the axes; texts must be fit for XML.</summary>
    public void WriteAxes(TextWriter writer, string title, string xName, string yName)
    {
        writer.WriteLine(Invariant($"<text x=\"{Left + across / 2}\" y=\"28\" text-anchor=\"middle\">{title}</text>"));
        writer.WriteLine(Invariant($"<rect x=\"{Left}\" y=\"{Top}\" width=\"{across}\" height=\"{up}\" fill=\"none\" stroke=\"black\"/>"));
        foreach ((double value, string label) in Ticks(x))
        {
            writer.WriteLine(Invariant($"<path d=\"M{Across(value):f1} {Top + up}v5\" stroke=\"black\"/>"));
            writer.WriteLine(Invariant($"<text x=\"{Across(value):f1}\" y=\"{Top + up + 18}\" text-anchor=\"middle\">{label}</text>"));
        }

        foreach ((double value, string label) in Ticks(y))
        {
            writer.WriteLine(Invariant($"<path d=\"M{Left} {Up(value):f1}h-5\" stroke=\"black\"/>"));
            writer.WriteLine(Invariant($"<text x=\"{Left - 8}\" y=\"{Up(value) + 4:f1}\" text-anchor=\"end\">{label}</text>"));
        }

        writer.WriteLine(Invariant($"<text x=\"{Left + across / 2}\" y=\"{Top + up + 40}\" text-anchor=\"middle\">{xName}</text>"));
        writer.WriteLine(Invariant($"<text transform=\"translate(18 {Top + up / 2}) rotate(-90)\" text-anchor=\"middle\">{yName}</text>"));
    }

    /// <summary>About five round values and how they are written.</summary>
    private static IEnumerable<(double Value, string Label)> Ticks((double Low, double Span) axis)
    {
        double step = Step(axis.Span / 5);
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step)));
        for (double k = Math.Ceiling(axis.Low / step); k * step <= axis.Low + axis.Span; k++)
            yield return (k * step, (k * step + 0.0).ToString($"f{decimals}", CultureInfo.InvariantCulture));
    }

    /// <summary>The next of 1, 2, 5 times a power of ten.</summary>
    private static double Step(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        double ratio = atLeast / power;
        return power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }
}
