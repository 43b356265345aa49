namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Density of states of the potential energy, from simulations at several temperatures, and the canonical averages that it gives at any
/// temperature between. Immutable.
/// </summary>
public sealed class DensityOfStates
{
    private readonly double[] _energies;
    private readonly double[] _logDensity;
    private readonly double _reference;
    private readonly double _boltzmann;

    /// <param name="ensembles">All samples, in ascending order of temperature.</param>
    /// <param name="reference">Zero of energy, eV: near the lowest, so that no digits are lost.</param>
    /// <param name="energies">Energies of bins or samples, counted from the reference.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="boltzmann">k_B, eV/K.</param>
    internal DensityOfStates(Ensemble[] ensembles, double reference, double[] energies, double[] weights, double boltzmann)
    {
        double[] betas = [.. ensembles.Select(ensemble => 1 / (boltzmann * ensemble.Temperature))];
        double[] counts = [.. ensembles.Select(ensemble => ensemble.Weight)];
        StateWeights solution = StateWeights.Solve(energies, weights, betas, counts, Integrate(ensembles, betas, reference));
        _energies = energies;
        _logDensity = solution.LogDensity;
        _reference = reference;
        _boltzmann = boltzmann;
        Temperatures = [.. ensembles.Select(ensemble => ensemble.Temperature)];
        LogPartition = [.. solution.FreeEnergies.Select(free => -free)];
        Iterations = solution.Iterations;
    }

    /// <summary>Those of the simulations, ascending, K.</summary>
    public IReadOnlyList<double> Temperatures { get; }

    /// <summary>
    /// ln Z_k/Z_0 of the configurations at these temperatures, Z = sum exp(-(V - V_low)/(k_B T)), V_low being the lowest energy of all.
    /// </summary>
    public IReadOnlyList<double> LogPartition { get; }

    /// <summary>Passes that the free energies took.</summary>
    public int Iterations { get; }

    /// <summary>Canonical mean (eV) and variance (eV^2) of the potential energy at a temperature, K.</summary>
    public (double Mean, double Variance) Moments(double temperature)
    {
        double beta = 1 / (_boltzmann * temperature);
        double largest = double.NegativeInfinity;
        for (int j = 0; j < _energies.Length; j++)
            largest = Math.Max(largest, _logDensity[j] - beta * _energies[j]);
        double partition = 0, first = 0, second = 0;
        for (int j = 0; j < _energies.Length; j++)
        {
            double probability = Math.Exp(_logDensity[j] - beta * _energies[j] - largest);
            double difference = _energies[j];
            partition += probability;
            first += probability * difference;
            second += probability * difference * difference;
        }

        double mean = first / partition;
        return (mean + _reference, second / partition - mean * mean);
    }

    /// <summary>f_k to begin with: df/dbeta is the mean energy; trapezoidal rule.</summary>
    private static double[] Integrate(Ensemble[] ensembles, double[] betas, double reference)
    {
        var free = new double[betas.Length];
        for (int k = 1; k < betas.Length; k++)
            free[k] = free[k - 1]
                + (betas[k] - betas[k - 1]) * ((ensembles[k].Mean + ensembles[k - 1].Mean) / 2 - reference);
        return free;
    }
}
