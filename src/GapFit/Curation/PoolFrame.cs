using GapCore;
using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Curation;

/// <summary>What curation has to know of a configuration: enough to choose it and to find its text again. Immutable.</summary>
public sealed record PoolFrame
{
    /// <summary>Index in the whole pool, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Index of its file among the pool's, from 0.</summary>
    public int File { get; init; }

    /// <summary>Path of that file.</summary>
    public string Source { get; init; } = "pool";

    /// <summary>1-based line of the atom count in that file.</summary>
    public int Line { get; init; }

    /// <summary>N.</summary>
    public required int Atoms { get; init; }

    /// <summary>Elements and their numbers, for example Na20Cl19: by atomic number.</summary>
    public required string Formula { get; init; }

    /// <summary>eV; null where the frame has none.</summary>
    public double? Energy { get; init; }

    /// <summary>Takes the frame of index <paramref name="index"/> in file number <paramref name="file"/> of the pool.</summary>
    /// <exception cref="GapException">Format: the energy is no finite number.</exception>
    public static PoolFrame Of(int index, int file, ExtendedXyzFrame frame, string energyKey) => new()
    {
        Index = index,
        File = file,
        Source = frame.Source ?? "pool",
        Line = frame.LineNumber,
        Atoms = frame.Structure.Count,
        Formula = FormulaOf(frame.Structure),
        Energy = frame.TryGetReal(energyKey, out double energy) ? energy : null,
    };

    /// <exception cref="GapException">Format: the frame has no energy.</exception>
    internal double RequiredEnergy => Energy ?? throw new GapException(GapErrorKind.Format,
        $"a configuration without energy, expected one: the choice compares energies ({Shown.Place(Source, Line)})");

    private static string FormulaOf(Structure structure) => string.Concat(
        structure.Numbers.ToArray().CountBy(number => number).OrderBy(pair => pair.Key)
            .Select(pair => $"{Elements.Symbol(pair.Key)}{pair.Value}"));
}
