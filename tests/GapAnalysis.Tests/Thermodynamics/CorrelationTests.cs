using GapAnalysis.Thermodynamics;
using GapCore.Numerics;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>Statistical inefficiency, equilibration, subsampling.</summary>
public sealed class CorrelationTests
{
    /// <summary>C(t) = a^t: g = (1 + a)/(1 - a).</summary>
    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 3.0)]
    [InlineData(0.9, 19.0)]
    [InlineData(0.995, 399.0)]
    public void Inefficiency_of_an_autoregressive_series_is_the_exact_one(double a, double expected)
    {
        var random = new SeededRandom(3);
        var series = new double[(int)(20_000 * expected)];
        for (int i = 1; i < series.Length; i++)
            series[i] = a * series[i - 1] + Synthetic.Normal(random);
        Assert.Equal(expected, StatisticalInefficiency.Of(series), 0.08 * expected);
    }

    [Fact]
    public void A_constant_series_is_taken_for_independent() =>
        Assert.Equal(1, StatisticalInefficiency.Of([-1234.5678, -1234.5678, -1234.5678, -1234.5678, -1234.5678]));

    /// <summary>A series that stays away from the mean says of it what a single sample does: g is N (deviation/sigma)^2.</summary>
    [Fact]
    public void A_series_stuck_off_the_known_mean_is_one_sample()
    {
        var random = new SeededRandom(11);
        double[] series = [.. Enumerable.Range(0, 4000).Select(_ => 2 + 0.1 * Synthetic.Normal(random))];
        Assert.InRange(StatisticalInefficiency.Of(series), 1, 1.3);
        Assert.Equal(4000 * 4, StatisticalInefficiency.Of(series, 0, 1), 0.02 * 16_000);
        Assert.Equal(StatisticalInefficiency.Of(series), StatisticalInefficiency.Of(series, 2, 0.01), 0.2);
    }

    [Fact]
    public void Repeated_samples_count_once()
    {
        var random = new SeededRandom(5);
        double[] series = [.. Enumerable.Range(0, 2000).SelectMany(_ => Enumerable.Repeat(Synthetic.Normal(random), 10))];
        Assert.InRange(StatisticalInefficiency.Of(series), 9, 11.5);
    }

    [Fact]
    public void A_relaxing_beginning_is_cut_off()
    {
        double[] energies = [.. Synthetic.Oscillators(1, 6, 4000, 7).Energies];
        for (int i = 0; i < energies.Length; i++)
            energies[i] += 50 * Math.Exp(-i / 150.0);
        EquilibratedSeries found = EquilibratedSeries.Detect(new EnergySeries(1, energies, "relaxing"));
        Assert.InRange(found.Start, 400, 2000);
        Assert.InRange(found.Inefficiency, 1, 2);
        Assert.Equal(found.Count / found.Inefficiency, found.EffectiveCount);
    }

    [Fact]
    public void An_equilibrated_series_is_kept_almost_whole() =>
        Assert.InRange(EquilibratedSeries.Detect(Synthetic.Oscillators(1, 6, 4000, 8, 0.8)).Start, 0, 1000);

    [Fact]
    public void Subsamples_are_independent()
    {
        EquilibratedSeries series = EquilibratedSeries.From(Synthetic.Oscillators(1, 6, 40_000, 9, 0.9));
        double[] samples = series.Subsample();
        Assert.Equal(series.EffectiveCount, samples.Length, 2.0);
        Assert.InRange(StatisticalInefficiency.Of(samples), 1, 1.3);
    }
}
