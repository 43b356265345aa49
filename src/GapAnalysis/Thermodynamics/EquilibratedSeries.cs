namespace GapAnalysis.Thermodynamics;

/// <summary>
/// The part of a series that is taken for equilibrated. The start is the one that leaves most independent samples, (N - start)/g (Chodera
/// 2016, doi 10.1021/acs.jctc.5b00784): keeping a drift raises g more than dropping it costs. Immutable.
/// </summary>
public sealed class EquilibratedSeries
{
    /// <summary>Starts that are tried: these parts of the series, up to three quarters.</summary>
    private const int Origins = 24;

    private EquilibratedSeries(EnergySeries series, int start, double inefficiency)
    {
        Series = series;
        Start = start;
        Inefficiency = inefficiency;
    }

    public EnergySeries Series { get; }

    /// <summary>Index of the first sample that counts.</summary>
    public int Start { get; }

    /// <summary>g = 1 + 2 tau of the samples that count; see <see cref="Correlation"/>.</summary>
    public double Inefficiency { get; }

    /// <summary>Number of samples that count.</summary>
    public int Count => Series.Energies.Count - Start;

    /// <summary>How many independent samples these are worth.</summary>
    public double EffectiveCount => Count / Inefficiency;

    /// <summary>The samples that count, eV.</summary>
    internal ReadOnlySpan<double> Values => Series.Values[Start..];

    /// <summary>Looks for the start.</summary>
    public static EquilibratedSeries Detect(EnergySeries series)
    {
        EquilibratedSeries best = From(series, 0);
        int step = (series.Energies.Count * 3 / 4 + Origins - 1) / Origins;
        for (int start = step; start <= series.Energies.Count * 3 / 4 && start + 2 <= series.Energies.Count; start += step)
            if (From(series, start) is var other && other.EffectiveCount > best.EffectiveCount)
                best = other;
        return best;
    }

    /// <summary>Takes the start as given, for a series whose beginning has been cut off already.</summary>
    public static EquilibratedSeries From(EnergySeries series, int start = 0) =>
        new(series, start, StatisticalInefficiency.Of(series.Values[start..]));

    /// <summary>The same with g about the mean (eV) and by the variance (eV^2) of the density of states at its temperature.</summary>
    internal EquilibratedSeries About(DensityOfStates states)
    {
        (double mean, double variance) = states.Moments(Series.Temperature);
        return new(Series, Start, StatisticalInefficiency.Of(Values, mean, variance));
    }

    /// <summary>About independent samples: every g-th, at round(n g), eV.</summary>
    public double[] Subsample()
    {
        int count = (int)Math.Ceiling(Count / Inefficiency);
        List<double> chosen = new(count);
        for (int n = 0; (int)Math.Round(n * Inefficiency) < Count; n++)
            chosen.Add(Values[(int)Math.Round(n * Inefficiency)]);
        return [.. chosen];
    }
}
