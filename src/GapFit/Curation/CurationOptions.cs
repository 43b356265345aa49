namespace GapFit.Curation;

/// <summary>Which configurations of a pool are chosen. The rules apply in the order of the properties. Immutable.</summary>
public sealed record CurationOptions
{
    /// <summary>
    /// Of configurations with the same composition whose energies are closer than this (eV) one stays: the lowest, then each one that far
    /// above the last that stayed. Null: all stay.
    /// </summary>
    public double? EnergyWindow { get; init; }

    /// <summary>Most configurations of each number of atoms; null: no limit.</summary>
    public int? PerSize { get; init; }

    /// <summary>
    /// Configurations in all, shared among the numbers of atoms as equally as the pool allows; null: as many as the other limits leave.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>
    /// Whether those of a number of atoms are the nearest to equally spaced energies between the lowest and the highest; else they are
    /// drawn at random.
    /// </summary>
    public bool UniformEnergy { get; init; }

    /// <summary>
    /// Adds configurations of which an atom's force error exceeds this (eV/A), worst first. Without <see cref="Count"/> and
    /// <see cref="PerSize"/> these are the only ones chosen. Null: none are added.
    /// </summary>
    public double? ForceError { get; init; }

    /// <summary>Most configurations added for their force errors; null: all of them.</summary>
    public int? MostAdded { get; init; }

    /// <summary>Parts that the chosen are divided into, per number of atoms; empty: not divided.</summary>
    public IReadOnlyList<SplitPart> Split { get; init; } = [];

    /// <summary>Seed of the random draws and of the division into parts.</summary>
    public int Seed { get; init; }
}
