namespace GapAnalysis.Thermodynamics;

/// <summary>What a heat capacity is asked for. Immutable.</summary>
public sealed record HeatCapacityOptions
{
    /// <summary>Boltzmann's constant (CODATA 2018), eV/K.</summary>
    public const double ElectronvoltPerKelvin = 8.617333262145179e-5;

    /// <summary>N.</summary>
    public required int Atoms { get; init; }

    /// <summary>k_B in the data's unit of energy over its unit of temperature.</summary>
    public double Boltzmann { get; init; } = ElectronvoltPerKelvin;

    public KineticPart Kinetic { get; init; } = KineticPart.Cluster;

    public HeatCapacityMethod Method { get; init; } = HeatCapacityMethod.Histogram;

    /// <summary>Number of bins of the histograms, where there is no <see cref="BinWidth"/>.</summary>
    public int Bins { get; init; } = 500;

    /// <summary>Width of the bins, eV.</summary>
    public double? BinWidth { get; init; }

    /// <summary>Temperatures of the curve, ascending, K; null: 201 from the lowest to the highest simulation.</summary>
    public IReadOnlyList<double>? Temperatures { get; init; }

    /// <summary>Draws of the bootstrap; 0: no error bars.</summary>
    public int Bootstrap { get; init; } = 200;

    public Resampling Resampling { get; init; }

    public Correlation Correlation { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>Threads of the bootstrap, which changes nothing else.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The energies are equilibrated: no beginning is cut off.</summary>
    public bool Equilibrated { get; init; }

    /// <summary>C_kin, eV/K.</summary>
    public double KineticHeatCapacity => Boltzmann * (Kinetic == KineticPart.Cluster ? 3 * Atoms - 6 : 3 * Atoms) / 2.0;

    /// <summary>C_0 = (3N - 9/2) k_B, the classical limit of 3N - 6 vibrations and three rotations at zero temperature, eV/K.</summary>
    public double Unit => Boltzmann * (3 * Atoms - 4.5);
}
