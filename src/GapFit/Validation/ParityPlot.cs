using static System.FormattableString;

namespace GapFit.Validation;

/// <summary>
/// Predictions against data as SVG: energies per atom and, where the report keeps forces, force components. Overlapping points add up to
/// darker ones.
/// </summary>
public static class ParityPlot
{
    /// <summary>Most points drawn per panel; of more, every k-th.</summary>
    public const int MostPoints = 50_000;

    private const double Gap = 20;

    /// <summary>Writes one SVG document.</summary>
    public static void Write(TextWriter writer, ValidationReport report)
    {
        List<ParityPanel> panels = [];
        if (report.Total.EnergyPerAtom is { } energy)
            panels.Add(new ParityPanel("energy, eV/atom", Caption(energy, "meV/atom"), Energies(report)));
        if (report.Total.Force is { } force && report.Frames.Any(frame => frame.Forces is not null))
            panels.Add(new ParityPanel("force components, eV/A", Caption(force, "meV/A"), Forces(report)));
        double width = Math.Max(panels.Count, 1) * (ParityPanel.Width + Gap);
        writer.WriteLine(Invariant(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{ParityPanel.Height}\" font-family=\"sans-serif\""));
        writer.WriteLine("font-size=\"12\">");
        writer.WriteLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (int i = 0; i < panels.Count; i++)
            panels[i].Write(writer, i * (ParityPanel.Width + Gap));
        writer.WriteLine("</svg>");
    }

    /// <summary>Every k-th pair, k being the smallest number that leaves at most <paramref name="most"/>.</summary>
    internal static List<(double X, double Y)> Thinned(List<(double X, double Y)> pairs, int most)
    {
        int stride = (pairs.Count + most - 1) / most;
        return stride <= 1 ? pairs : [.. pairs.Where((_, place) => place % stride == 0)];
    }

    private static string Caption(ErrorStatistics errors, string unit) =>
        Invariant($"RMSE {1000 * errors.Rmse:g4} {unit}, {errors.Count} points");

    private static List<(double X, double Y)> Energies(ValidationReport report) => Thinned(
        [.. report.Frames.Where(frame => frame.ReferenceEnergy is not null)
            .Select(frame => (frame.ReferenceEnergy!.Value / frame.Atoms, frame.Energy / frame.Atoms))],
        MostPoints);

    private static List<(double X, double Y)> Forces(ValidationReport report) => Thinned(
        [.. report.Frames.Where(frame => frame.Forces is not null).SelectMany(frame => frame.ReferenceForces!.Zip(frame.Forces!))],
        MostPoints);
}
