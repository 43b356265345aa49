using GapCore.Atoms;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>Writes extended XYZ with numbers of 17 significant digits, which read back unchanged.</summary>
public static class ExtendedXyzWriter
{
    /// <summary>Writes one frame: Lattice and pbc, then Info, then species, pos and the columns.</summary>
    /// <exception cref="GapException">Argument: a column or an entry that the format cannot hold; nothing is written then.</exception>
    public static void Write(TextWriter writer, ExtendedXyzFrame frame)
    {
        Structure structure = frame.Structure;
        foreach (ExtendedXyzColumn column in frame.Columns)
            Check(column, structure.Count);
        string header = string.Join(' ', Header(frame));

        writer.Write($"{structure.Count}\n{header}\n");
        for (int atom = 0; atom < structure.Count; atom++)
        {
            writer.Write($"{Elements.Symbol(structure.Numbers[atom]),-2}");
            foreach (double coordinate in structure.Positions.Slice(3 * atom, 3))
                WriteReal(writer, coordinate);
            foreach (ExtendedXyzColumn column in frame.Columns)
                for (int k = atom * column.Width; k < (atom + 1) * column.Width; k++)
                    WriteValue(writer, column, k);
            writer.Write('\n');
        }
    }

    /// <summary>Writes frames beside the target and renames: the file is whole or absent.</summary>
    /// <exception cref="GapException">Io: the file cannot be written; whatever stood there before still does.</exception>
    public static void WriteAtomically(string path, IEnumerable<ExtendedXyzFrame> frames) =>
        AtomicFile.Write(path, writer =>
        {
            foreach (ExtendedXyzFrame frame in frames)
                Write(writer, frame);
        });

    private static IEnumerable<string> Header(ExtendedXyzFrame frame)
    {
        Cell cell = frame.Structure.Cell;
        if (frame.HasLattice || !cell.IsFree)
            yield return $"Lattice=\"{string.Join(' ', cell.Rows.ToArray().Select(NumberText.Format))}\"";
        yield return $"pbc=\"{Flag(cell.PeriodicA)} {Flag(cell.PeriodicB)} {Flag(cell.PeriodicC)}\"";
        foreach ((string key, string value) in frame.Info)
            yield return $"{Quoted(key, isKey: true)}={Quoted(value, isKey: false)}";
        yield return "Properties=species:S:1:pos:R:3"
            + string.Concat(frame.Columns.Select(column => $":{column.Name}:{column.Type}:{column.Width}"));
    }

    private static char Flag(bool periodic) => periodic ? 'T' : 'F';

    /// <summary>Text as it may stand in a comment line; a value in balanced brackets or braces needs no quotes.</summary>
    private static string Quoted(string text, bool isKey)
    {
        if (text.AsSpan().ContainsAny('\n', '\r'))
            throw new GapException(GapErrorKind.Argument, $"entry {Shown.Quoted(text)} has a line break, expected one line");
        if (text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || "\"'=\\[]{},".Contains(c)))
            return text;
        return !isKey && CommentLine.IsBracketed(text) ? text : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }

    private static void WriteValue(TextWriter writer, ExtendedXyzColumn column, int place)
    {
        if (column.Text.Length == 0)
        {
            WriteReal(writer, column.Reals![place]);
            return;
        }

        string text = column.Text[place];
        bool plain = text.Length > 0 && !text.Any(char.IsWhiteSpace);
        writer.Write(plain ? $" {text}" : $" \"{text}\"");
    }

    private static void WriteReal(TextWriter writer, double value)
    {
        // Aligned: the widest number is -1.2345678901234567E+308.
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out int length, "E16", System.Globalization.CultureInfo.InvariantCulture);
        for (int i = length; i < 25; i++)
            writer.Write(' ');
        writer.Write(text[..length]);
    }

    private static void Check(ExtendedXyzColumn column, int atoms)
    {
        int expected = atoms * column.Width;
        int found = column.Text.Length > 0 ? column.Text.Length : column.Reals?.Length ?? 0;
        if (found != expected)
            throw new GapException(GapErrorKind.Argument,
                $"column {Shown.Quoted(column.Name)} has {found} values, expected {expected} ({atoms} atoms x {column.Width})");
        if (column.Name.Length == 0 || column.Name.Any(c => char.IsWhiteSpace(c) || c is ':' or '"' or '='))
            throw new GapException(GapErrorKind.Argument, $"column name {Shown.Quoted(column.Name)} has blanks or colons, expected a word");
        if (column.Text.Any(text => text.AsSpan().ContainsAny('\n', '\r', '"')))
            throw new GapException(GapErrorKind.Argument, $"column {Shown.Quoted(column.Name)} has a line break or quote, expected words");
    }
}
