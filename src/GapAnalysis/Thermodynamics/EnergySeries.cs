using GapCore;

namespace GapAnalysis.Thermodynamics;

/// <summary>Potential energies of one simulation at constant temperature, in the order of time. Immutable.</summary>
public sealed class EnergySeries
{
    /// <param name="temperature">Temperature of the bath, K (or the data's own unit, see <see cref="HeatCapacityOptions.Boltzmann"/>).</param>
    /// <param name="energies">Total potential energies, eV (likewise).</param>
    /// <param name="source">Where they come from, for messages.</param>
    /// <exception cref="GapException">Argument: a temperature that is not positive, an energy that is not finite, fewer than two.</exception>
    public EnergySeries(double temperature, double[] energies, string source)
    {
        if (!(temperature > 0 && double.IsFinite(temperature)))
            throw new GapException(GapErrorKind.Argument, $"temperature of {source} is {temperature}, expected a positive number");
        if (energies.Length < 2)
            throw new GapException(GapErrorKind.Argument, $"{source} has {energies.Length} energies, expected at least 2");
        int wrong = Array.FindIndex(energies, energy => !double.IsFinite(energy));
        if (wrong >= 0)
            throw new GapException(GapErrorKind.Argument, $"energy {wrong} of {source} is {energies[wrong]}, expected a finite number");
        Temperature = temperature;
        Energies = energies;
        Source = source;
    }

    public double Temperature { get; }

    public IReadOnlyList<double> Energies { get; }

    public string Source { get; }

    /// <summary>Number of atoms, where the file says it.</summary>
    public int? Atoms { get; init; }

    /// <summary>LAMMPS's name of the units, where the file says it.</summary>
    public string? Units { get; init; }

    /// <summary>The same energies at another temperature.</summary>
    public EnergySeries At(double temperature) => new(temperature, (double[])Energies, Source) { Atoms = Atoms, Units = Units };

    /// <summary>The energies without a copy.</summary>
    internal ReadOnlySpan<double> Values => (double[])Energies;
}
