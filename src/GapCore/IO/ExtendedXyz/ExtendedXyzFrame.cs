using GapCore.Atoms;

namespace GapCore.IO.ExtendedXyz;

/// <summary>One frame of an extended XYZ file: the structure and everything else the file said, in its order.</summary>
public sealed class ExtendedXyzFrame
{
    public required Structure Structure { get; init; }

    /// <summary>Comment-line entries other than Lattice, Properties and pbc: key and raw text (quotes removed); a bare word has text "T".</summary>
    public List<KeyValuePair<string, string>> Info { get; init; } = [];

    /// <summary>Per-atom columns other than species, Z and pos.</summary>
    public List<ExtendedXyzColumn> Columns { get; init; } = [];

    /// <summary>Whether the file gave a Lattice.</summary>
    public bool HasLattice { get; init; }

    /// <summary>1-based line of the frame's atom count, for messages.</summary>
    public int LineNumber { get; init; }
}

/// <summary>A per-atom column: name, type R (real), I, L or S, numbers per atom, and N x Width values as text (reals are also in <see cref="Reals"/>).</summary>
public sealed record ExtendedXyzColumn(string Name, char Type, int Width, string[] Text, double[]? Reals);
