namespace GapFit.Validation;

/// <summary>How well a potential reproduces data. Immutable.</summary>
public sealed record ValidationReport
{
    public required GroupReport Total { get; init; }

    /// <summary>Groups of one config_type, by name.</summary>
    public required IReadOnlyList<GroupReport> ByConfigType { get; init; }

    /// <summary>Groups of one number of atoms, smallest first.</summary>
    public required IReadOnlyList<GroupReport> BySize { get; init; }

    /// <summary>Every configuration, in the order read.</summary>
    public required IReadOnlyList<FrameErrors> Frames { get; init; }

    /// <summary>Names under which data were found, for example energy, forces, stress.</summary>
    public required IReadOnlyList<string> FoundNames { get; init; }

    /// <summary>Isolated-atom energies that the data hold, by atomic number, eV; for other elements the potential's stand in.</summary>
    public required IReadOnlyDictionary<int, double> IsolatedAtomEnergies { get; init; }
}
