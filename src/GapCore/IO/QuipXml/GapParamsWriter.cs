using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Writes a whole potential file but for its sidecars (gap-math 9).</summary>
internal static class GapParamsWriter
{
    /// <param name="xml">Where to.</param>
    /// <param name="gap">What to write.</param>
    /// <param name="options">What else to write.</param>
    /// <param name="sidecars">File of the sparse points and its MD5 per coordinate, or null: inline.</param>
    public static void Write(
        XmlOutputWriter xml, GapDefinition gap, QuipXmlWriterOptions options, IReadOnlyList<(string Name, string Sum)>? sidecars)
    {
        xml.Raw("<").Raw(gap.Label).Raw(">\n<Potential").Attribute("label", gap.Label).Attribute("init_args", InitArgs(gap, options))
            .Raw("/>\n");
        if (gap.Core is not null && options.CoreXml is not null)
            xml.Raw(options.CoreXml).Raw(options.CoreXml.EndsWith('\n') ? "" : "\n");
        else if (gap.Core is not null)
            GlueWriter.Write(xml, gap.Core);

        xml.Raw("<GAP_params").Attribute("label", gap.Label);
        if (gap.GapVersion != 0)
            xml.Attribute("gap_version", gap.GapVersion);
        xml.Raw(">\n  <GAP_data do_core=\"").Raw(gap.Core is null ? "F" : "T").Raw("\">\n");
        for (int number = 1; number < gap.IsolatedAtomEnergies.Length; number++)
            xml.Raw("    <e0").Attribute("Z", number).Attribute("value", gap.IsolatedAtomEnergies[number]).Raw("/>\n");
        xml.Raw("  </GAP_data>\n  <gpSparse").Attribute("label", gap.Label).Attribute("n_coordinate", gap.Coordinates.Count)
            .Raw(" fitted=\"T\">\n");
        for (int i = 0; i < gap.Coordinates.Count; i++)
            CoordinateWriter.Write(xml, $"{gap.Label}{i + 1}", gap.Coordinates[i], sidecars?[i]);
        xml.Raw("  </gpSparse>\n");
        if (gap.CommandLine is not null)
            xml.Raw("  <command_line>").CData($" {gap.CommandLine}", "command line").Raw("</command_line>\n");
        if (options.TrainingXyz is not null)
            WriteTrainingSet(xml, options.TrainingXyz);
        xml.Raw("</GAP_params>\n</").Raw(gap.Label).Raw(">\n").Flush();
    }

    private static string InitArgs(GapDefinition gap, QuipXmlWriterOptions options)
    {
        string own = $"IP GAP label={gap.Label}";
        return gap.Core is not null ? $"Sum init_args_pot1={{{options.CoreInitArgs}}} init_args_pot2={{{own}}}"
            : gap.EnergyScale != 1.0 ? FormattableString.Invariant($"{own} E_scale={gap.EnergyScale:E16}")
            : own;
    }

    /// <summary>A section per line, as the fitting program keeps it.</summary>
    private static void WriteTrainingSet(XmlOutputWriter xml, TextReader lines)
    {
        xml.Raw("  <XYZ_data>\n");
        while (lines.ReadLine() is { } line)
            xml.CData(line, "training set").Raw("\n");
        xml.Raw("  </XYZ_data>\n");
    }
}
