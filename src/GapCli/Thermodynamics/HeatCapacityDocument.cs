using GapAnalysis.Thermodynamics;

namespace GapCli.Thermodynamics;

/// <summary>What <c>gapsharp heat-capacity --json</c> writes. Energies and temperatures in the units of the data (eV, K).</summary>
internal sealed record HeatCapacityDocument(
    int Atoms, double Boltzmann, string Kinetic, double KineticHeatCapacity, double HeatCapacityUnit, string Method, int Bootstrap,
    string Resample, string Correlation, long Seed,
    SeriesDocument[] Series, OverlapDocument[] Overlaps, double[] Temperatures, double[] LogPartition, double[]? MbarLogPartition,
    HeatCapacityPeak? Peak, HeatCapacityPeak? MbarPeak, HeatCapacityPoint[] Curve)
{
    internal static HeatCapacityDocument From(HeatCapacityReport report) => new(
        report.Options.Atoms, report.Options.Boltzmann, HeatCapacityText.Name(report.Options.Kinetic), report.Options.KineticHeatCapacity,
        report.Options.Unit, report.Options.Method.ToString().ToLowerInvariant(), report.Options.Bootstrap,
        report.Options.Resampling.ToString().ToLowerInvariant(), report.Options.Correlation.ToString().ToLowerInvariant(),
        report.Options.Seed,
        [
            .. report.Series.Select(series => new SeriesDocument(
                series.Series.Source, series.Series.Temperature, series.Series.Energies.Count, series.Start, series.Inefficiency,
                series.EffectiveCount)),
        ],
        [.. report.Overlaps.Select(overlap => new OverlapDocument(overlap.Lower, overlap.Upper, overlap.Fraction, [.. overlap.Between]))],
        [.. report.States.Temperatures], [.. report.States.LogPartition], report.MbarStates is { } mbar ? [.. mbar.LogPartition] : null,
        report.Peak, report.MbarPeak, [.. report.Curve]);
}

/// <summary>A series: how long it is, where it begins to count, g, and (samples - start)/g.</summary>
internal sealed record SeriesDocument(string Source, double Temperature, int Samples, int Start, double Inefficiency, double EffectiveSamples);

/// <summary>What two neighbouring temperatures have in common, and temperatures that would close the gap.</summary>
internal sealed record OverlapDocument(double Lower, double Upper, double Fraction, double[] Between);
