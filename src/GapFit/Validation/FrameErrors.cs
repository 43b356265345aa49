namespace GapFit.Validation;

/// <summary>One configuration: what the data say and what the potential says. Null where the data do not say.</summary>
public sealed record FrameErrors
{
    /// <summary>Index among all frames that were read, from 0, those outside the subset included.</summary>
    public required int Frame { get; init; }

    /// <summary>File the frame came from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>1-based line of its atom count in that file.</summary>
    public int Line { get; init; }

    /// <summary>Its config_type; "default" where it has none.</summary>
    public required string ConfigType { get; init; }

    /// <summary>N.</summary>
    public required int Atoms { get; init; }

    /// <summary>E of the data, eV.</summary>
    public double? ReferenceEnergy { get; init; }

    /// <summary>E of the potential, eV.</summary>
    public required double Energy { get; init; }

    /// <summary>(E - sum e0)/N of the data with the isolated-atom energies that hold for them, eV.</summary>
    public double? ReferenceBindingEnergy { get; init; }

    /// <summary>(E - sum e0)/N of the potential with its own isolated-atom energies, eV.</summary>
    public double BindingEnergy { get; init; }

    /// <summary>Errors of the 3N force components, eV/A.</summary>
    public ErrorStatistics? Force { get; init; }

    /// <summary>max_i |dF_i|, the largest norm of an atom's force error, eV/A.</summary>
    public double? MaxForceError { get; init; }

    /// <summary>max_i |F_i| of the data, eV/A.</summary>
    public double? MaxForce { get; init; }

    /// <summary>Errors of the six virial components over N, eV.</summary>
    public ErrorStatistics? VirialPerAtom { get; init; }

    /// <summary>Forces of the data, 3N, eV/A; null unless they were to be kept.</summary>
    public double[]? ReferenceForces { get; init; }

    /// <summary>Forces of the potential, 3N, eV/A; null unless they were to be kept.</summary>
    public double[]? Forces { get; init; }

    /// <summary>(E - E_ref)/N, eV.</summary>
    public double? EnergyErrorPerAtom => EnergyError / Atoms;

    /// <summary>E - E_ref, eV.</summary>
    public double? EnergyError => Energy - ReferenceEnergy;

    /// <summary>100 (E - E_ref)/E_ref; null too where E_ref is 0.</summary>
    public double? EnergyPercent => ReferenceEnergy is 0.0 ? null : 100.0 * EnergyError / ReferenceEnergy;

    /// <summary>100 max_i |dF_i| / max_i |F_i|; null too where every force of the data is 0, as for an isolated atom.</summary>
    public double? ForcePercent => MaxForce is 0.0 ? null : 100.0 * MaxForceError / MaxForce;

    /// <summary>Error of the binding energy, kcal/(mol atom).</summary>
    public double? BindingEnergyError => Validator.KcalPerMol * (BindingEnergy - ReferenceBindingEnergy);

    /// <summary>Atomic numbers, ascending, and how many atoms of each.</summary>
    internal KeyValuePair<int, int>[] Composition { get; init; } = [];

    /// <summary>Names under which the frame's data were found.</summary>
    internal IReadOnlyList<string> Names { get; init; } = [];
}
