namespace GapAnalysis.Thermodynamics;

/// <summary>What the histograms of two neighbouring temperatures have in common.</summary>
/// <param name="Lower">Lower temperature, K.</param>
/// <param name="Upper">Upper temperature, K.</param>
/// <param name="Fraction">Sum over bins of the smaller probability: 1 for the same histogram twice, 0 for no energy in common.</param>
/// <param name="Between">
/// Temperatures that would close the gap, in geometric progression, so that neighbouring mean energies would differ by two standard
/// deviations (32 % overlap of Gaussians); none where the fraction is large enough.
/// </param>
public sealed record Overlap(double Lower, double Upper, double Fraction, IReadOnlyList<double> Between)
{
    /// <summary>Smaller fractions make free energies uncertain and are worth a warning.</summary>
    public const double Enough = 0.1;

    private const int Bins = 50;

    private const double WantedDistance = 2;

    internal static Overlap Of(Ensemble lower, Ensemble upper)
    {
        double low = Math.Min(lower.Lowest, upper.Lowest);
        EnergyBins bins = EnergyBins.Number(low, Math.Max(lower.Highest, upper.Highest), Bins);
        double[] first = Histogram(lower, bins), second = Histogram(upper, bins);
        double fraction = first.Zip(second, Math.Min).Sum();
        return new Overlap(lower.Temperature, upper.Temperature, fraction, fraction < Enough ? Close(lower, upper) : []);
    }

    private static double[] Histogram(Ensemble ensemble, EnergyBins bins)
    {
        var histogram = new double[bins.Count];
        foreach ((double[] energies, double weight, _) in ensemble.Parts)
            foreach (double energy in energies)
                histogram[bins.Place(energy)] += weight / ensemble.Weight;
        return histogram;
    }

    private static double[] Close(Ensemble lower, Ensemble upper)
    {
        double deviation = (lower.Deviation + upper.Deviation) / 2;
        double distance = deviation > 0 ? Math.Abs(upper.Mean - lower.Mean) / deviation : 0;
        int gaps = Math.Clamp((int)Math.Ceiling(distance / WantedDistance), 2, 100);
        double ratio = upper.Temperature / lower.Temperature;
        return [.. Enumerable.Range(1, gaps - 1).Select(i => lower.Temperature * Math.Pow(ratio, (double)i / gaps))];
    }
}
