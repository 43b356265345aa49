using GapCore.Atoms;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>
/// Reads extended XYZ, frame by frame, and plain XYZ (symbol x y z, free cell). A cell without pbc is periodic along every lattice vector;
/// no cell means no periodic direction. Input is untrusted: one frame at a time is held, lines are bounded.
/// </summary>
public static class ExtendedXyzReader
{
    /// <summary>Streams the frames of a file, gzip where its name ends in .gz; an error names the file, the line and the value.</summary>
    /// <exception cref="GapException">Io, Format or Species, while enumerating; a file without frames is an error too.</exception>
    public static IEnumerable<ExtendedXyzFrame> Read(string path)
    {
        using var reader = new StreamReader(Open(path));
        foreach (ExtendedXyzFrame frame in Read(reader, path))
            yield return frame;
    }

    /// <summary>The same from text.</summary>
    public static IEnumerable<ExtendedXyzFrame> Read(TextReader reader, string sourceName)
    {
        var lines = new XyzLines(reader, sourceName);
        string? count = lines.NextFilled();
        if (count is null)
            throw new GapException(GapErrorKind.Format, $"{sourceName} is empty, expected at least one frame of extended XYZ");
        for (; count is not null; count = lines.NextFilled())
            yield return ReadFrame(lines, count);
    }

    private static ExtendedXyzFrame ReadFrame(XyzLines lines, string countLine)
    {
        int first = lines.Number;
        if (!FortranNumber.TryInteger(countLine.AsSpan().Trim(), out long count) || count is < 1 or > int.MaxValue / 3)
            throw lines.Fail(
                $"atom count is {Shown.Quoted(countLine.AsSpan().Trim())}, expected a positive integer of at most {int.MaxValue / 3}");
        string comment = lines.Next() ?? throw lines.Fail($"file ends after the atom count {count}, expected a comment line");
        FrameHeader header = FrameHeader.Parse(comment, lines);
        var rows = new AtomRows(lines, header.Layout);
        for (long atom = 0; atom < count; atom++)
            rows.Read(lines.Next() ?? throw lines.Fail($"file ends after {atom} atoms, expected {count} (frame of line {first})"));
        return new ExtendedXyzFrame
        {
            Structure = new Structure(rows.Numbers, rows.Positions, header.Cell),
            Info = header.Info,
            Columns = rows.Columns,
            HasLattice = header.HasLattice,
            LineNumber = first,
            Source = lines.Source,
        };
    }

    /// <summary>The text in a structure file: unpacked, up to a bound, where the file's name ends in .gz.</summary>
    public static Stream Unpacked(Stream file, string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new BoundedGzipStream(file) : file;

    /// <summary>Opens a file and unpacks it.</summary>
    /// <exception cref="GapException">Io.</exception>
    internal static Stream Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
                throw new IOException("is a directory, expected a file");
            return Unpacked(File.OpenRead(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GapException(GapErrorKind.Io,
                $"structure file {Shown.Quoted(path)} cannot be read: {RegularFile.OneLine(error.Message)}", error);
        }
    }
}
