using GapCore.Numerics;

namespace GapAnalysis.Thermodynamics;

/// <summary>
/// All samples at one temperature, each with the weight of the independent samples it stands for: 1/g, so that a long correlated run counts
/// for what it is worth; or, with <see cref="Correlation.Common"/>, all with the mean of that.
/// </summary>
internal sealed class Ensemble
{
    private Ensemble(double temperature, Part[] parts)
    {
        Temperature = temperature;
        Parts = parts;
        Weight = parts.Sum(part => part.Energies.Length * part.Weight);
        Mean = parts.Sum(part => part.Energies.Sum() * part.Weight) / Weight;
        Deviation = Math.Sqrt(parts.Sum(part => part.Energies.Sum(energy => (energy - Mean) * (energy - Mean)) * part.Weight) / Weight);
    }

    internal double Temperature { get; }

    internal IReadOnlyList<Part> Parts { get; }

    /// <summary>Number of independent samples.</summary>
    internal double Weight { get; }

    /// <summary>Mean energy, eV.</summary>
    internal double Mean { get; }

    /// <summary>Standard deviation of the energy, eV.</summary>
    internal double Deviation { get; }

    /// <summary>Range of the energies, eV.</summary>
    internal double Lowest => Parts.Min(part => part.Energies.Min());

    /// <inheritdoc cref="Lowest"/>
    internal double Highest => Parts.Max(part => part.Energies.Max());

    /// <summary>Series at the same temperature together, in ascending order of temperature.</summary>
    internal static Ensemble[] Of(IReadOnlyList<EquilibratedSeries> series, Correlation correlation = Correlation.Own)
    {
        double mean = series.Sum(one => one.EffectiveCount) / series.Sum(one => one.Count);
        return
        [
            .. series.GroupBy(one => one.Series.Temperature).OrderBy(group => group.Key).Select(group => new Ensemble(
                group.Key,
                [
                    .. group.Select(one => new Part(
                        one.Values.ToArray(), correlation == Correlation.Own ? 1 / one.Inefficiency : mean, one.EffectiveCount)),
                ])),
        ];
    }

    /// <summary>
    /// A bootstrap draw: a block of g samples counts as one, hence N/g samples of each series with replacement, weight 1.
    /// Taking such a block whole instead would lose the correlations that reach beyond it: 25 % of the error.
    /// </summary>
    internal Ensemble Resample(SeededRandom random) => new(Temperature,
    [
        .. Parts.Select(part =>
        {
            int draws = Math.Max(1, (int)Math.Round(part.Independent));
            var drawn = new double[draws];
            for (int i = 0; i < draws; i++)
                drawn[i] = part.Energies[random.Next(part.Energies.Length)];
            return new Part(drawn, part.Energies.Length * part.Weight / draws, draws);
        }),
    ]);

    /// <summary>Samples of one series.</summary>
    /// <param name="Energies">eV.</param>
    /// <param name="Weight">Of each.</param>
    /// <param name="Independent">How many independent ones they are worth.</param>
    internal sealed record Part(double[] Energies, double Weight, double Independent);
}
