using System.Text;
using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Reads potentials as QUIP and gap_fit write them (gap-math section 9 and 13). Everything in a file is untrusted: no document types, no
/// entities, no memory asked for that the files' own size does not justify, no sidecar outside the folder.
/// </summary>
public static class QuipXmlReader
{
    /// <summary>Reads an XML file and its sidecars, which must lie in the same folder.</summary>
    /// <exception cref="GapException">Io, Format or Unsupported, in one line with what, value, expected and where.</exception>
    public static GapDefinition Read(string path)
    {
        using FileStream file = RegularFile.Open(path, "potential file");
        return Read(file, Path.GetDirectoryName(Path.GetFullPath(path)), path) with { Source = path };
    }

    /// <summary>
    /// Reads XML from a stream, from its current position (one that cannot be read twice is copied first); sidecars are looked for in
    /// <paramref name="directory"/>, or refused when it is null. <paramref name="sourceName"/> stands for the file in messages.
    /// </summary>
    /// <exception cref="GapException">Io, Format or Unsupported, in one line with what, value, expected and where.</exception>
    public static GapDefinition Read(Stream xml, string? directory, string sourceName)
    {
        try
        {
            if (!xml.CanSeek)
            {
                using var copy = new MemoryStream();
                xml.CopyTo(copy);
                copy.Position = 0;
                return Read(copy, directory, sourceName);
            }

            long start = xml.Position;
            XmlOutline outline;
            using (var first = new XmlCursor(xml, sourceName))
                outline = XmlOutline.Read(first, sourceName);
            InitArgs args = outline.ChooseInitArgs();
            int gapPlace = outline.ChooseGap(args.GapLabel);
            int gluePlace = args.HasGlue ? outline.ChooseGlue(args.GlueLabel) : -1;

            xml.Position = start;
            using var cursor = new XmlCursor(xml, sourceName);
            (GapDefinition? gap, GlueDefinition? glue) = ReadChosen(cursor, directory, gapPlace, gluePlace);
            return gap! with { Core = glue, Label = outline.RootLabel, EnergyScale = args.EnergyScale };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GapException(GapErrorKind.Io, $"{sourceName} cannot be read: {RegularFile.OneLine(error.Message)}", error);
        }
    }

    /// <summary>
    /// Reads a core potential alone from XML that may hold nothing else, be it as its root: the one that <paramref name="initArgs"/>, for
    /// example <c>IP Glue</c>, ask for.
    /// </summary>
    /// <exception cref="GapException">Format or Unsupported, in one line with what, value, expected and where.</exception>
    internal static GlueDefinition ReadCore(string xml, string initArgs, string sourceName)
    {
        string? label = InitArgs.GlueLabelOf(initArgs);
        string body = QuipXmlWriter.WithoutDeclaration(xml)!;
        string linesBefore = new('\n', xml.AsSpan(0, xml.Length - body.Length).Count('\n'));
        byte[] document = Encoding.UTF8.GetBytes($"<core>{linesBefore}{body}</core>");
        using var first = new XmlCursor(new MemoryStream(document), sourceName);
        int place = XmlOutline.Read(first, sourceName).ChooseGlue(label);
        using var cursor = new XmlCursor(new MemoryStream(document), sourceName);
        return ReadChosen(cursor, null, -1, place).Glue!;
    }

    /// <summary>Reads the GAP_params and Glue_params at the given places among their like, wherever they are nested.</summary>
    private static (GapDefinition? Gap, GlueDefinition? Glue) ReadChosen(
        XmlCursor cursor, string? directory, int gapPlace, int gluePlace)
    {
        cursor.MoveToRoot();
        GapDefinition? gap = null;
        GlueDefinition? glue = null;
        int gaps = 0, glues = 0;
        foreach (string block in cursor.Elements("GAP_params", "Glue_params", "Potential"))
        {
            if (block == "GAP_params" && gaps++ == gapPlace)
                gap = GapParamsReader.Read(cursor, directory);
            else if (block == "Glue_params" && glues++ == gluePlace)
                glue = GlueReader.Read(cursor);
            else
                cursor.Skip();
        }

        return (gap, glue);
    }
}
