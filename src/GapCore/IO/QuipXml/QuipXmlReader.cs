using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Reads potentials as QUIP and gap_fit write them (gap-math section 9 and 13).</summary>
public static class QuipXmlReader
{
    /// <summary>Reads an XML file and its sidecars, which must lie in the same folder.</summary>
    public static GapDefinition Read(string path) => throw new NotImplementedException();

    /// <summary>Reads XML held in memory; sidecars are looked for in <paramref name="directory"/>, or refused when it is null.</summary>
    public static GapDefinition Read(Stream xml, string? directory, string sourceName) => throw new NotImplementedException();
}
