using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Writes a <c>Glue_params</c> element: density and embedding per type, pair potential per pair of types (gap-math 7.7).</summary>
internal static class GlueWriter
{
    /// <summary>End slope that the format takes for granted in an embedding: a natural spline.</summary>
    private const double Natural = 1e30;

    public static void Write(XmlOutputWriter xml, GlueDefinition glue)
    {
        xml.Raw("<quip_params>\n<Glue_params").Attribute("n_types", glue.Types.Count).Raw(">\n");
        foreach (GlueTypeDefinition type in glue.Types)
            WriteType(xml, type);
        foreach (GluePairDefinition pair in glue.Pairs)
        {
            xml.Raw("  <per_pair_data").Attribute("type1", pair.Type1).Attribute("type2", pair.Type2).Raw(">\n");
            xml.Raw("    <potential_pair").Attribute("num_points", pair.Potential.Knots.Length)
                .Attribute("y1", pair.Potential.StartSlope).Attribute("yn", pair.Potential.EndSlope).Raw(">\n");
            WritePoints(xml, pair.Potential, "r", "E");
            xml.Raw("    </potential_pair>\n  </per_pair_data>\n");
        }

        xml.Raw("</Glue_params>\n</quip_params>\n");
    }

    private static void WriteType(XmlOutputWriter xml, GlueTypeDefinition type)
    {
        xml.Raw("  <per_type_data").Attribute("atomic_num", type.AtomicNumber).Attribute("type", type.Type).Raw(">\n");
        xml.Raw("    <density").Attribute("num_points", type.Density.Knots.Length)
            .Attribute("density_y1", type.Density.StartSlope).Attribute("density_yn", type.Density.EndSlope)
            .Raw(type.DensityUsesSpline ? " do_spline=\"T\">\n" : ">\n");
        WritePoints(xml, type.Density, "a", "rho");
        xml.Raw("    </density>\n    <potential_density").Attribute("num_points", type.Embedding.Knots.Length);
        if (type.Embedding.StartSlope != Natural)
            xml.Attribute("y1", type.Embedding.StartSlope);
        if (type.Embedding.EndSlope != Natural)
            xml.Attribute("yn", type.Embedding.EndSlope);
        xml.Raw(">\n");
        WritePoints(xml, type.Embedding, "rho", "E");
        xml.Raw("    </potential_density>\n  </per_type_data>\n");
    }

    private static void WritePoints(XmlOutputWriter xml, SplineTable table, string abscissa, string ordinate)
    {
        for (int i = 0; i < table.Knots.Length; i++)
            xml.Raw("      <point").Attribute(abscissa, table.Knots[i]).Attribute(ordinate, table.Values[i]).Raw("/>\n");
    }
}
