using GapAnalysis.Thermodynamics;
using Xunit.Abstractions;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>One standard deviation covers the truth in 68 % of repeats.</summary>
public sealed class ErrorBarTests(ITestOutputHelper output)
{
    private const int Repeats = 200, Modes = 6;

    /// <summary>
    /// Of correlated samples only the energy: C_V, a square, forgets twice as fast as g says, so that its error bars are too long.
    /// </summary>
    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.9, false)]
    public void Error_bars_cover_the_truth(double memory, bool heatCapacity)
    {
        var options = new HeatCapacityOptions
        {
            Atoms = 4, Boltzmann = 1, Bins = 40, Bootstrap = 50, Equilibrated = true, Temperatures = [1.2],
        };
        int energyCovered = 0, heatCapacityCovered = 0;
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            int count = memory > 0 ? 2000 : 300;
            HeatCapacityPoint point = HeatCapacityAnalysis.Run(
                [Synthetic.Oscillators(1, Modes, count, 2 * repeat, memory), Synthetic.Oscillators(1.4, Modes, count, 2 * repeat + 1, memory)],
                options with { Seed = repeat }).Curve[0];
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
}
