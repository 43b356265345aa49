namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Multistate Bennett acceptance ratio (Shirts and Chodera 2008, doi 10.1063/1.2978177): the equations of the multiple-histogram method with
/// every sample a bin of its own. Correlated samples count 1/g each instead of being thinned out.
/// </summary>
public static class Mbar
{
    /// <param name="series">Equilibrated series; those of the same temperature are taken together.</param>
    /// <param name="boltzmann">k_B, eV/K.</param>
    /// <exception cref="GapCore.GapException">Numeric: no convergence.</exception>
    public static DensityOfStates Solve(IReadOnlyList<EquilibratedSeries> series, double boltzmann)
    {
        Ensemble[] ensembles = Ensemble.Of(series);
        return Solve(ensembles, boltzmann, ensembles.Min(ensemble => ensemble.Lowest));
    }

    internal static DensityOfStates Solve(Ensemble[] ensembles, double boltzmann, double reference)
    {
        Ensemble.Part[] parts = [.. ensembles.SelectMany(ensemble => ensemble.Parts)];
        return new DensityOfStates(
            ensembles, reference, [.. parts.SelectMany(part => part.Energies).Select(energy => energy - reference)],
            [.. parts.SelectMany(part => Enumerable.Repeat(part.Weight, part.Energies.Length))], boltzmann);
    }
}
