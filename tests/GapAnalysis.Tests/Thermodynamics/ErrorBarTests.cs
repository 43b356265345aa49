using GapAnalysis.Thermodynamics;
using GapCore;
using GapCore.Tests.IO;
using Xunit.Abstractions;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>One standard deviation covers the truth in 68 % of repeats.</summary>
public sealed class ErrorBarTests(ITestOutputHelper output)
{
    private const int Repeats = 200, Modes = 6;

    private static readonly HeatCapacityOptions Options = new()
    {
        Atoms = 4,
        Boltzmann = 1,
        Bins = 40,
        Bootstrap = 50,
        Equilibrated = true,
        Temperatures = [1.2],
    };

    /// <summary>
    /// Of correlated samples only the energy: C_V, a square, forgets twice as fast as g says, so that its error bars are too long.
    /// </summary>
    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.9, false)]
    public void Error_bars_cover_the_truth(double memory, bool heatCapacity)
    {
        int energyCovered = 0, heatCapacityCovered = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            int count = memory > 0 ? 2000 : 300;
            HeatCapacityPoint point = HeatCapacityAnalysis.Run(
                [Synthetic.Oscillators(1, Modes, count, 2 * repeat, memory), Synthetic.Oscillators(1.4, Modes, count, 2 * repeat + 1, memory)],
                Options with { Seed = repeat }).Curve[0];
            energyCovered += Math.Abs(point.Energy - Modes * 1.2 / 2) <= point.EnergyError ? 1 : 0;
            heatCapacityCovered += Math.Abs(point.HeatCapacity - Modes) <= point.HeatCapacityError ? 1 : 0;
        }

        output.WriteLine($"of {Repeats}, energies covered {energyCovered}, heat capacities {heatCapacityCovered}");
        Assert.InRange((double)energyCovered / Repeats, 0.60, 0.76);
        if (heatCapacity)
            Assert.InRange((double)heatCapacityCovered / Repeats, 0.60, 0.76);
        else
            Assert.InRange((double)heatCapacityCovered / Repeats, 0.60, 0.95);
    }

    /// <summary>
    /// Temperatures that go up and down together, as in replica exchange: drawing samples of each misses it, drawing whole runs does not.
    /// </summary>
    [Fact]
    public void Drawing_whole_files_sees_what_the_temperatures_share()
    {
        int byFiles = 0, bySamples = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            List<EnergySeries> files = [];
            for (int file = 0; file < 8; file++)
            {
                EnergySeries one = Synthetic.Oscillators(1, Modes, 100, 8 * repeat + file);
                files.Add(new EnergySeries(1, [.. one.Energies], $"{file}.csv"));
                files.Add(new EnergySeries(1.4, [.. one.Energies.Select(energy => 1.4 * energy)], $"{file}.csv"));
            }

            bool Covers(Resampling resampling)
            {
                HeatCapacityPoint point =
                    HeatCapacityAnalysis.Run(files, Options with { Seed = repeat, Resampling = resampling }).Curve[0];
                return Math.Abs(point.Energy - Modes * 1.2 / 2) <= point.EnergyError;
            }

            byFiles += Covers(Resampling.Files) ? 1 : 0;
            bySamples += Covers(Resampling.Samples) ? 1 : 0;
        }

        output.WriteLine($"of {Repeats}, covered by files {byFiles}, by samples {bySamples}");
        Assert.InRange((double)byFiles / Repeats, 0.58, 0.76);
        Assert.InRange((double)bySamples / Repeats, 0.40, 0.62);
    }

    /// <summary>
    /// Two levels that are drawn anew five times in a run: a run that sees no transition takes itself for many independent samples of one
    /// level. The mean of all temperatures knows better.
    /// </summary>
    [Fact]
    public void The_common_mean_knows_how_rare_transitions_are()
    {
        const double gap = 12, degeneracy = 50_000, middle = 1.1;
        double truth = Modes * middle / 2 + gap * Synthetic.Upper(middle, gap, degeneracy);
        int own = 0, common = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            EnergySeries[] runs =
            [
                .. Enumerable.Range(0, 5).Select(k =>
                    Synthetic.Melting(1 + 0.05 * k, gap, degeneracy, Modes, 2000, 400, 10 * repeat + k)),
            ];
            bool Covers(Correlation correlation)
            {
                HeatCapacityPoint point = HeatCapacityAnalysis.Run(
                    runs, Options with { Temperatures = [middle], Seed = repeat, Correlation = correlation }).Curve[0];
                return Math.Abs(point.Energy - truth) <= point.EnergyError;
            }

            own += Covers(Correlation.Own) ? 1 : 0;
            common += Covers(Correlation.Common) ? 1 : 0;
        }

        output.WriteLine($"of {Repeats}, covered by g about the series' own mean {own}, about the common one {common}");
        Assert.InRange((double)common / Repeats, 0.53, 0.76);
        Assert.InRange((double)own / Repeats, 0.0, 0.30);
    }

    [Fact]
    public void Files_to_draw_from_have_the_same_temperatures()
    {
        HeatCapacityOptions options = Options with { Resampling = Resampling.Files };
        EnergySeries first = Synthetic.Oscillators(1, Modes, 100, 1), second = Synthetic.Oscillators(1.3, Modes, 100, 2);
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run([first, second], options), "at 1.3 has other temperatures");
        Refusal.Of(GapErrorKind.Argument, () => HeatCapacityAnalysis.Run(
            [first, new EnergySeries(1.3, [.. second.Energies], first.Source)], options), "files", "expected several");
    }
}
