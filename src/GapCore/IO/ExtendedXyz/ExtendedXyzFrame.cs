using System.Diagnostics.CodeAnalysis;
using GapCore.Atoms;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>One frame of an extended XYZ file: the structure and everything else the file said, in its order.</summary>
public sealed class ExtendedXyzFrame
{
    public required Structure Structure { get; init; }

    /// <summary>
    /// Comment-line entries other than Lattice, Properties and pbc: key and raw text (quotes removed, brackets and braces kept); a bare
    /// word has text "T". A free comment that is no list of entries is kept whole under the key <c>comment</c>.
    /// </summary>
    public List<KeyValuePair<string, string>> Info { get; init; } = [];

    /// <summary>Per-atom columns other than species, Z and pos.</summary>
    public List<ExtendedXyzColumn> Columns { get; init; } = [];

    /// <summary>Whether the file gave a Lattice.</summary>
    public bool HasLattice { get; init; }

    /// <summary>1-based line of the frame's atom count, for messages.</summary>
    public int LineNumber { get; init; }

    /// <summary>File the frame came from, for messages; null when it came from nowhere.</summary>
    public string? Source { get; init; }

    /// <summary>Text of an entry; keys are matched whatever their case, as the fitting program does, an exact match first.</summary>
    public bool TryGetText(string key, [NotNullWhen(true)] out string? text)
    {
        text = null;
        foreach ((string name, string value) in Info)
        {
            if (name == key)
            {
                text = value;
                return true;
            }

            if (text is null && name.Equals(key, StringComparison.OrdinalIgnoreCase))
                text = value;
        }

        return text is not null;
    }

    /// <summary>A number, integer-typed ones such as <c>energy=-45</c> included; false when there is no such entry.</summary>
    /// <exception cref="GapException">Format: the entry is no finite number.</exception>
    public bool TryGetReal(string key, out double value)
    {
        bool found = TryGetReals(key, 1, out double[]? values);
        value = found ? values![0] : 0.0;
        return found;
    }

    /// <summary>
    /// <paramref name="count"/> numbers separated by blanks or commas, in brackets or braces of any depth or none; false when there is no
    /// such entry.
    /// </summary>
    /// <exception cref="GapException">Format: another count, or something that is no finite number.</exception>
    public bool TryGetReals(string key, int count, [NotNullWhen(true)] out double[]? values)
    {
        values = null;
        if (!TryGetText(key, out string? text))
            return false;
        values = NumberText.ParseReals(text);
        if (values is null || values.Length != count)
            throw new GapException(GapErrorKind.Format,
                $"{key} = {Shown.Quoted(text)}, expected {(count == 1 ? "a finite number" : $"{count} finite numbers")} "
                + $"({Shown.Place(Source ?? "frame", LineNumber + 1)})");
        return true;
    }

    /// <summary>The per-atom column of that name (an exact match first, then whatever the case), or null.</summary>
    public ExtendedXyzColumn? FindColumn(string name) =>
        Columns.Find(column => column.Name == name)
        ?? Columns.Find(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
