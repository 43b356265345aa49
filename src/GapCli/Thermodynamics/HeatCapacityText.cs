using GapAnalysis.Thermodynamics;
using GapCli.Streams;
using Spectre.Console;
using static System.FormattableString;

namespace GapCli.Thermodynamics;

/// <summary>The report for people: a row for each series, the maximum, and warnings.</summary>
internal static class HeatCapacityText
{
    private const double Rounding = 1e-9;

    internal static string Name(KineticPart kinetic) => kinetic == KineticPart.Cluster ? "cluster" : "monte-carlo";

    internal static void Write(TextWriter writer, HeatCapacityReport report, bool onScreen)
    {
        WriteSeries(writer, report, onScreen);
        HeatCapacityOptions options = report.Options;
        writer.WriteLine(Invariant(
            $"C_V with {(options.Kinetic == KineticPart.Cluster ? "(3N - 6)/2" : "3N/2")} k of motion, N = {options.Atoms}; C0 = (3N - 9/2) k"));
        writer.WriteLine(report.Peak is { } peak ? $"maximum     {Describe(peak, options)}" : "maximum     none within the curve");
        if (report.MbarStates is null)
            return;
        writer.WriteLine(report.MbarPeak is { } other ? $"MBAR        {Describe(other, options)}" : "MBAR        none within the curve");
        writer.WriteLine(Invariant($"histogram and MBAR differ by at most {report.LogPartitionDifference:g2} in ln Z"));
    }

    internal static void Warn(TextWriter error, HeatCapacityReport report)
    {
        foreach (Overlap overlap in report.Overlaps.Where(overlap => overlap.Between.Count > 0))
            error.WriteLine(Invariant($"gapsharp: warning: energies at {overlap.Lower} and {overlap.Upper} overlap by ")
                + Invariant($"{100 * overlap.Fraction:f1} %, expected {100 * Overlap.Enough} %: simulate also at {HeatCapacityAnalysis.List(overlap.Between)}"));
        double low = report.States.Temperatures[0], high = report.States.Temperatures[^1];
        if (report.Curve[0].Temperature < low * (1 - Rounding) || report.Curve[^1].Temperature > high * (1 + Rounding))
            error.WriteLine(Invariant($"gapsharp: warning: the curve goes beyond the simulations, which are from {low} to {high}"));
    }

    private static void WriteSeries(TextWriter writer, HeatCapacityReport report, bool onScreen)
    {
        Table table = PlainTable.OfNumbers("series", "temperature", "samples", "from", "g", "effective", "mean energy", "overlap with next");
        var overlaps = report.Overlaps.ToDictionary(overlap => overlap.Lower);
        foreach (EquilibratedSeries series in report.Series)
        {
            double temperature = series.Series.Temperature;
            table.AddRow(
                Markup.Escape(series.Series.Source), Invariant($"{temperature:g6}"), Invariant($"{series.Series.Energies.Count}"),
                Invariant($"{series.Start}"), Invariant($"{series.Inefficiency:f1}"), Invariant($"{series.EffectiveCount:f0}"),
                Invariant($"{series.Series.Energies.Skip(series.Start).Average():f4}"),
                overlaps.TryGetValue(temperature, out Overlap? overlap) ? Invariant($"{100 * overlap.Fraction:f0} %") : "-");
        }

        PlainTable.Write(writer, table, onScreen);
    }

    private static string Describe(HeatCapacityPeak peak, HeatCapacityOptions options)
    {
        double perAtom = options.Boltzmann * options.Atoms;
        return Invariant($"T = {peak.Temperature:g5}{Error(peak.TemperatureError)}, C/C0 = {peak.HeatCapacity / options.Unit:f4}")
            + Invariant($"{Error(peak.HeatCapacityError / options.Unit)}, C/(N k) = {peak.HeatCapacity / perAtom:f3}")
            + Error(peak.HeatCapacityError / perAtom);
    }

    private static string Error(double? error) => error is { } value ? Invariant($" +- {value:g2}") : "";
}
