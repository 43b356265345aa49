namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Multiple-histogram method: Ferrenberg and Swendsen (1989), doi 10.1103/PhysRevLett.63.1195; for clusters Labastie and Whetten (1990), doi
/// 10.1103/PhysRevLett.65.1567.
/// </summary>
public static class MultipleHistogram
{
    /// <param name="series">Equilibrated series; those of the same temperature are taken together.</param>
    /// <param name="boltzmann">k_B, eV/K.</param>
    /// <param name="bins">Of which the empty ones are left out.</param>
    /// <exception cref="GapCore.GapException">Numeric: no convergence.</exception>
    public static DensityOfStates Solve(IReadOnlyList<EquilibratedSeries> series, double boltzmann, EnergyBins bins) =>
        Solve(Ensemble.Of(series), boltzmann, bins);

    internal static DensityOfStates Solve(Ensemble[] ensembles, double boltzmann, EnergyBins bins)
    {
        var weights = new double[bins.Count];
        var sums = new double[bins.Count];
        foreach ((double[] energies, double weight, _) in ensembles.SelectMany(ensemble => ensemble.Parts))
            foreach (double energy in energies)
            {
                int bin = bins.Place(energy);
                weights[bin] += weight;
                sums[bin] += weight * (energy - bins.Low);
            }

        // A bin stands at the mean of its samples, not at its centre: the first moment then has no error of the width.
        int[] occupied = [.. Enumerable.Range(0, bins.Count).Where(bin => weights[bin] > 0)];
        return new DensityOfStates(
            ensembles, bins.Low, Array.ConvertAll(occupied, bin => sums[bin] / weights[bin]),
            Array.ConvertAll(occupied, bin => weights[bin]), boltzmann);
    }
}
