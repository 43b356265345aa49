using GapCore.Atoms;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>What a comment line says about a frame: cell, columns and everything else.</summary>
internal sealed record FrameHeader(Cell Cell, bool HasLattice, ColumnLayout Layout, List<KeyValuePair<string, string>> Info)
{
    /// <summary>Reads the comment line that was read last.</summary>
    public static FrameHeader Parse(string comment, XyzLines lines)
    {
        List<KeyValuePair<string, string>> entries;
        try
        {
            entries = CommentLine.Parse(comment);
            RequireDistinct(entries);
        }
        catch (GapException refusal)
        {
            // A plain XYZ file may say anything here.
            if (!IsExtended(comment))
                return new FrameHeader(Cell.Free, false, ColumnLayout.Plain, [new("comment", comment.Trim())]);
            throw lines.Fail(refusal);
        }

        string? lattice = Take(entries, "Lattice");
        string? periodic = Take(entries, "pbc");
        string? properties = Take(entries, "Properties");
        try
        {
            return new FrameHeader(
                ReadCell(lattice, periodic), lattice is not null,
                properties is null ? ColumnLayout.Plain : ColumnLayout.Parse(properties), entries);
        }
        catch (GapException refusal)
        {
            throw lines.Fail(refusal);
        }
    }

    private static bool IsExtended(string comment) =>
        comment.Contains("Lattice", StringComparison.OrdinalIgnoreCase)
        || comment.Contains("Properties", StringComparison.OrdinalIgnoreCase);

    private static void RequireDistinct(List<KeyValuePair<string, string>> entries)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string key, _) in entries)
            if (!seen.Add(IsReserved(key) ? key.ToUpperInvariant() : key))
                throw new GapException(GapErrorKind.Format, $"comment line has {Shown.Quoted(key)} twice, expected it once");
    }

    private static bool IsReserved(string key) =>
        key.Equals("Lattice", StringComparison.OrdinalIgnoreCase) || key.Equals("pbc", StringComparison.OrdinalIgnoreCase)
        || key.Equals("Properties", StringComparison.OrdinalIgnoreCase);

    private static string? Take(List<KeyValuePair<string, string>> entries, string key)
    {
        int place = entries.FindIndex(entry => entry.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (place < 0)
            return null;
        string value = entries[place].Value;
        entries.RemoveAt(place);
        return value;
    }

    /// <summary>Without pbc every direction that has a lattice vector is periodic.</summary>
    private static Cell ReadCell(string? lattice, string? periodic)
    {
        if (lattice is null)
        {
            if (periodic is not null && ReadPeriodic(periodic) is not [false, false, false])
                throw new GapException(GapErrorKind.Format,
                    $"pbc = {Shown.Quoted(periodic)} without Lattice, expected a Lattice or no periodic direction");
            return Cell.Free;
        }

        double[]? rows = NumberText.ParseReals(lattice);
        if (rows is not { Length: 9 } || lattice.AsSpan().Count('[') > 1 || lattice.AsSpan().Count('{') > 1)
            throw new GapException(GapErrorKind.Format,
                $"Lattice = {Shown.Quoted(lattice)}, expected 9 finite numbers: ax ay az bx by bz cx cy cz");
        bool[] repeats = periodic is not null
            ? ReadPeriodic(periodic)
            : [.. Enumerable.Range(0, 3).Select(d => rows.AsSpan(3 * d, 3).ContainsAnyExcept(0.0))];
        return new Cell(rows, repeats[0], repeats[1], repeats[2]);
    }

    private static bool[] ReadPeriodic(string text)
    {
        string[] words = NumberText.Words(text);
        var flags = new bool[3];
        if (words.Length is not (1 or 3))
            throw Wrong();
        for (int d = 0; d < 3; d++)
            if (!FortranLogical.TryParse(words[words.Length == 1 ? 0 : d], out flags[d]))
                throw Wrong();
        return flags;

        GapException Wrong() => new(GapErrorKind.Format, $"pbc = {Shown.Quoted(text)}, expected three of T or F");
    }
}
