using GapAnalysis.Thermodynamics;
using GapCore;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>Curves against exact ones. k_B is 1.</summary>
public sealed class HeatCapacityTests
{
    private const int Atoms = 6, Modes = 3 * Atoms - 6;

    private static readonly HeatCapacityOptions Options = new() { Atoms = Atoms, Boltzmann = 1, Bootstrap = 40, Equilibrated = true };

    private static EnergySeries[] Cluster(int count, long seed = 1) =>
        [.. ((double[])[1.0, 1.3, 1.7, 2.2]).Select((t, k) => Synthetic.Oscillators(t, Modes, count, seed + 100 * k))];

    /// <summary>Harmonic limit: every vibration has k_B, half of it kinetic where momenta are zero.</summary>
    [Theory]
    [InlineData(HeatCapacityMethod.Histogram, KineticPart.Cluster, 3 * Atoms - 6)]
    [InlineData(HeatCapacityMethod.Mbar, KineticPart.Cluster, 3 * Atoms - 6)]
    [InlineData(HeatCapacityMethod.Histogram, KineticPart.MonteCarlo, 3 * Atoms - 3)]
    public void Harmonic_oscillators_have_a_flat_curve_at_equipartition(HeatCapacityMethod method, KineticPart kinetic, double expected)
    {
        HeatCapacityReport report = HeatCapacityAnalysis.Run(Cluster(1500), Options with { Method = method, Kinetic = kinetic });
        Assert.All(report.Curve, point =>
        {
            Assert.InRange(point.HeatCapacityError!.Value, 0.01, 0.6);
            Assert.Equal(expected, point.HeatCapacity, 4 * point.HeatCapacityError.Value);
            Assert.Equal(Modes * point.Temperature / 2, point.Energy, 4 * point.EnergyError!.Value);
        });
    }

    /// <summary>ln Z of oscillators: Modes/2 ln T.</summary>
    [Fact]
    public void Partition_functions_of_oscillators_are_the_exact_ones()
    {
        HeatCapacityReport report = HeatCapacityAnalysis.Run(Cluster(20_000), Options with { Bootstrap = 0, Method = HeatCapacityMethod.Both });
        double lowest = report.Series.Min(series => series.Series.Energies.Min());
        for (int k = 0; k < report.States.Temperatures.Count; k++)
        {
            double temperature = report.States.Temperatures[k];
            Assert.Equal(Modes / 2.0 * Math.Log(temperature) + lowest * (1 / temperature - 1), report.MbarStates!.LogPartition[k], 0.02);
        }

        Assert.InRange(report.LogPartitionDifference!.Value, 1e-12, 1e-3);
    }

    /// <summary>C = (gap/T)^2 p (1 - p), ln Z = ln(1 + degeneracy exp(-gap/T)); two bins hold the two levels without an error.</summary>
    [Fact]
    public void Two_levels_have_the_Schottky_peak()
    {
        const double gap = 5, degeneracy = 60;
        EnergySeries[] series =
            [.. ((double[])[0.9, 1.15, 1.45, 1.9]).Select((t, k) => Synthetic.TwoLevels(t, gap, degeneracy, 20_000, k))];
        HeatCapacityReport report = HeatCapacityAnalysis.Run(series, Options with { Bins = 2, Method = HeatCapacityMethod.Both });
        double Exact(double t) => gap * gap / (t * t) * Synthetic.Upper(t, gap, degeneracy) * (1 - Synthetic.Upper(t, gap, degeneracy));
        Assert.All(report.Curve, point => Assert.Equal(
            Exact(point.Temperature), point.HeatCapacity - Options.KineticHeatCapacity, 4 * point.HeatCapacityError!.Value));
        double top = Enumerable.Range(900, 1000).Select(i => i / 1000.0).MaxBy(Exact);
        Assert.Equal(top, report.Peak!.Temperature, 4 * report.Peak.TemperatureError!.Value);
        Assert.InRange(report.Peak.TemperatureError.Value, 1e-4, 0.02);
        Assert.InRange(report.LogPartitionDifference!.Value, 0, 1e-9);
        double LogPartition(double t) => Math.Log(1 + degeneracy * Math.Exp(-gap / t));
        Assert.Equal(LogPartition(1.9) - LogPartition(0.9), report.States.LogPartition[^1], 0.03);
    }

    [Fact]
    public void One_temperature_gives_the_fluctuation_there()
    {
        EnergySeries series = Synthetic.Oscillators(1.5, Modes, 5000, 4);
        double mean = series.Energies.Average(), variance = series.Energies.Average(energy => (energy - mean) * (energy - mean));
        HeatCapacityPoint point = Assert.Single(HeatCapacityAnalysis.Run([series], Options with { Method = HeatCapacityMethod.Mbar }).Curve);
        Assert.Equal(mean, point.Energy, 1e-9);
        Assert.Equal(variance / (1.5 * 1.5) + Options.KineticHeatCapacity, point.HeatCapacity, 1e-9);
    }

    /// <summary>Energies far from zero, as total energies of electronic structure are.</summary>
    [Fact]
    public void The_zero_of_energy_does_not_matter()
    {
        EnergySeries[] series = Cluster(1000);
        EnergySeries[] shifted =
            [.. series.Select(one => new EnergySeries(one.Temperature, [.. one.Energies.Select(e => e - 1e6)], one.Source))];
        HeatCapacityReport report = HeatCapacityAnalysis.Run(series, Options), other = HeatCapacityAnalysis.Run(shifted, Options);
        for (int i = 0; i < report.Curve.Count; i += 20)
        {
            Assert.Equal(report.Curve[i].HeatCapacity, other.Curve[i].HeatCapacity, 1e-3);
            Assert.Equal(report.Curve[i].Energy - 1e6, other.Curve[i].Energy, 1e-3);
        }
    }

    [Fact]
    public void Seed_decides_and_threads_do_not()
    {
        EnergySeries[] series = Cluster(500);
        IReadOnlyList<HeatCapacityPoint> Curve(long seed, int threads) =>
            HeatCapacityAnalysis.Run(series, Options with { Seed = seed, Threads = threads }).Curve;
        Assert.Equal(Curve(1, 1), Curve(1, 3));
        Assert.NotEqual(Curve(1, 1), Curve(2, 1));
    }

    [Fact]
    public void Series_of_one_temperature_are_taken_together()
    {
        EnergySeries[] series = Cluster(1000);
        EnergySeries[] halves =
        [
            .. series.SelectMany(one => (EnergySeries[])[
                new(one.Temperature, [.. one.Energies.Take(500)], "first"), new(one.Temperature, [.. one.Energies.Skip(500)], "second")]),
        ];
        HeatCapacityReport report = HeatCapacityAnalysis.Run(halves, Options with { Bootstrap = 0 });
        Assert.Equal([1.0, 1.3, 1.7, 2.2], report.States.Temperatures);
        Assert.Equal(3, report.Overlaps.Count);
        Assert.Equal(8, report.Series.Count);
    }

    [Fact]
    public void Overlap_is_one_for_the_same_energies_and_gaps_are_named()
    {
        EnergySeries series = Synthetic.Oscillators(1, Modes, 2000, 3);
        HeatCapacityReport same = HeatCapacityAnalysis.Run([series, series.At(1.1)], Options with { Bootstrap = 0 });
        Assert.Equal(1, Assert.Single(same.Overlaps).Fraction, 1e-9);
        Assert.Empty(same.Overlaps[0].Between);

        HeatCapacityReport poor = HeatCapacityAnalysis.Run(
            [series, Synthetic.Oscillators(5, Modes, 2000, 4)], Options with { Bootstrap = 0 });
        Assert.InRange(poor.Overlaps[0].Fraction, 0.001, Overlap.Enough);
        Assert.NotEmpty(poor.Overlaps[0].Between);
        Assert.All(poor.Overlaps[0].Between, temperature => Assert.InRange(temperature, 1.001, 4.999));

        Refusal.Of(GapErrorKind.Numeric,
            () => HeatCapacityAnalysis.Run([series, Synthetic.Oscillators(40, Modes, 2000, 4)], Options), "at 1 and 40", "between", "such as");
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        EnergySeries[] series = Cluster(50);
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run(series, Options with { Atoms = 2 }), "atoms is 2");
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run(series, Options with { Bins = 1 }), "bins is 1");
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run(series, Options with { BinWidth = 1e-9 }), "1E-09", "bins");
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run(series, Options with { Temperatures = [2, 1] }), "ascending");
        Refusal.Of(GapErrorKind.Argument, () => new EnergySeries(-1, [1, 2], "md.csv"), "md.csv", "-1");
        Refusal.Of(GapErrorKind.Argument, () => new EnergySeries(300, [1, double.NaN], "md.csv"), "energy 1 of md.csv", "NaN");
        Refusal.Of(GapErrorKind.Argument, () => new EnergySeries(300, [1], "md.csv"), "1 energies");
    }
}
