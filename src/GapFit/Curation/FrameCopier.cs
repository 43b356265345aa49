using System.Text;
using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Curation;

/// <summary>Copies frames line by line. Lines end with LF whatever they ended with.</summary>
internal static class FrameCopier
{
    private const string ByteOrderMark = "\u00EF\u00BB\u00BF";

    /// <summary>Copies frames of one file, in ascending order of their lines.</summary>
    /// <exception cref="GapException">Io: the file no longer holds them. Format: a comment line that no key can be written into.</exception>
    public static void Copy(IReadOnlyList<ChosenFrame> frames, TextWriter writer, bool withKey)
    {
        string source = frames[0].Frame.Source;
        using var reader = new StreamReader(ExtendedXyzReader.Open(source), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var lines = new XyzLines(reader, source);
        foreach (ChosenFrame chosen in frames)
        {
            string? line = lines.Next();
            while (line is not null && lines.Number < chosen.Frame.Line)
                line = lines.Next();
            if (line is not null && lines.Number == 1 && line.StartsWith(ByteOrderMark, StringComparison.Ordinal))
                line = line[ByteOrderMark.Length..];
            if (line is null || !FortranNumber.TryInteger(line.AsSpan().Trim(), out long atoms) || atoms != chosen.Frame.Atoms)
                throw Changed(lines, chosen);
            writer.Write($"{line}\n");
            string comment = lines.Next() ?? throw Changed(lines, chosen);
            writer.Write($"{(withKey && chosen.Part is { } part ? WithSplit(comment, part, lines) : comment)}\n");
            for (long atom = 0; atom < atoms; atom++)
                writer.Write($"{lines.Next() ?? throw Changed(lines, chosen)}\n");
        }
    }

    /// <summary>The comment line with the entry that it has replaced, or one added at its end.</summary>
    private static string WithSplit(string comment, string part, XyzLines lines)
    {
        string entry = $"{CuratedFiles.SplitKey}={part}";
        try
        {
            return CommentLine.Find(comment, CuratedFiles.SplitKey) is { } place
                ? $"{comment[..place.Start]}{entry}{comment[place.End..]}"
                : $"{comment.TrimEnd()} {entry}".TrimStart();
        }
        catch (GapException refusal)
        {
            throw lines.Fail(refusal);
        }
    }

    private static GapException Changed(XyzLines lines, ChosenFrame chosen) => lines.Fail(
        $"the configuration of {chosen.Frame.Atoms} atoms is no longer at line {chosen.Frame.Line}, expected a file that does not change",
        GapErrorKind.Io);
}
