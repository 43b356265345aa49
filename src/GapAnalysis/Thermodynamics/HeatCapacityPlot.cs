using GapCore.Text;
using static System.FormattableString;

namespace GapAnalysis.Thermodynamics;

/// <summary>C_V/C_0 against temperature as SVG: the curve, one standard deviation about it, the peak.</summary>
public static class HeatCapacityPlot
{
    private const double Across = 560, Up = 360;

    /// <summary>Writes one SVG document.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="report">The curve.</param>
    /// <param name="temperatureUnit">For the axis: K.</param>
    public static void Write(TextWriter writer, HeatCapacityReport report, string temperatureUnit)
    {
        (double T, double C, double Error)[] points =
        [
            .. report.Curve.Select(point => (
                point.Temperature, point.HeatCapacity / report.Options.Unit, (point.HeatCapacityError ?? 0) / report.Options.Unit)),
        ];
        var diagram = new SvgDiagram(
            SvgDiagram.Axis(points[0].T, points[^1].T),
            SvgDiagram.Axis(points.Min(point => point.C - point.Error), points.Max(point => point.C + point.Error)), Across, Up);
        string Path(IEnumerable<(double T, double C)> line) =>
            string.Join('L', line.Select(point => Invariant($"{diagram.Across(point.T):f1} {diagram.Up(point.C):f1}")));
        string unit = temperatureUnit.Length > 0 ? $", {temperatureUnit}" : "";
        string title = report.Peak is { } peak
            ? Invariant($"{report.Options.Atoms} atoms, maximum at {peak.Temperature:g4}{(unit.Length > 0 ? $" {temperatureUnit}" : "")}")
            : Invariant($"{report.Options.Atoms} atoms");
        SvgDiagram.WriteDocument(writer, diagram.Width, diagram.Height, () =>
        {
            diagram.WriteAxes(writer, title, $"temperature{unit}", "C / C0, C0 = (3N - 9/2) k");
            IEnumerable<(double, double)> band = points.Select(point => (point.T, point.C + point.Error))
                .Concat(points.Reverse().Select(point => (point.T, point.C - point.Error)));
            writer.WriteLine($"<path d=\"M{Path(band)}Z\" fill=\"#2166ac\" fill-opacity=\"0.25\"/>");
            writer.WriteLine($"<path d=\"M{Path(points.Select(point => (point.T, point.C)))}\" fill=\"none\" stroke=\"#2166ac\"/>");
            if (report.Peak is not { } top)
                return;
            (double x, double y) = (diagram.Across(top.Temperature), diagram.Up(top.HeatCapacity / report.Options.Unit));
            writer.WriteLine(Invariant($"<circle cx=\"{x:f1}\" cy=\"{y:f1}\" r=\"4\" fill=\"#b2182b\"/>"));
        });
    }
}
