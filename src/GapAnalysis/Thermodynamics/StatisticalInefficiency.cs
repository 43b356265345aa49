using GapCore.Numerics;

namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Statistical inefficiency g = 1 + 2 tau of a series: how many of its samples weigh as much as one independent sample. Chodera et al.
/// (2007), doi 10.1021/ct0502864, section 5.2: tau is the sum over t of (1 - t/N) C(t) up to the first t where C, the normalised
/// autocorrelation, is not positive. From lag 64 on only lags 1/64 apart are taken, each for those it skips, so that a long series that never
/// forgets does not take forever.
/// </summary>
public static class StatisticalInefficiency
{
    /// <summary>Lags that are always summed: noise may take C below zero early.</summary>
    private const int FewestLags = 3;

    private const int EveryLag = 64;

    /// <summary>g, at least 1; 1 for a constant series.</summary>
    public static double Of(ReadOnlySpan<double> series)
    {
        double mean = 0;
        foreach (double value in series)
            mean += value / series.Length;
        return Of(series, mean, null);
    }

    /// <summary>
    /// g about a mean and by a variance that are known better than from the series itself: the variance of the series' mean is then
    /// g variance/N also where the series is too short to show its slowest motion. At least 1.
    /// </summary>
    public static double Of(ReadOnlySpan<double> series, double mean, double variance) => Of(series, mean, (double?)variance);

    private static double Of(ReadOnlySpan<double> series, double mean, double? known)
    {
        int count = series.Length;
        var deviations = new double[count];
        for (int i = 0; i < count; i++)
            deviations[i] = series[i] - mean;
        double square = VectorProduct.Dot(deviations, deviations) / count, variance = known ?? square;
        // A constant has only rounding left.
        if (variance <= 1e-24 * mean * mean)
            return 1;
        double g = square / variance;
        for (int lag = 1, step; lag < count - 1; lag += step)
        {
            step = 1 + lag / EveryLag;
            double correlation = VectorProduct.Dot(deviations.AsSpan(lag), deviations.AsSpan(0, count - lag)) / ((count - lag) * variance);
            if (correlation <= 0 && lag > FewestLags)
                break;
            g += 2 * correlation * (1 - (double)lag / count) * step;
        }

        return Math.Max(g, 1);
    }
}
