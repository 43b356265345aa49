using GapCore.Potentials;

namespace GapCore.IO.QuipXml;

/// <summary>Writes a <c>gpCoordinates</c> element: descriptor, kernel and sparse points (gap-math 9).</summary>
internal static class CoordinateWriter
{
    /// <summary>Longest run of components that the format keeps in one piece of text.</summary>
    private const int SliceLength = 50;

    /// <param name="xml">Where to.</param>
    /// <param name="label">Label of the potential followed by the coordinate's number.</param>
    /// <param name="coordinate">What to write.</param>
    /// <param name="sidecar">File of the sparse points and its MD5, or null: the points stand inline.</param>
    public static void Write(XmlOutputWriter xml, string label, CoordinateDefinition coordinate, (string Name, string Sum)? sidecar)
    {
        xml.Raw("    <gpCoordinates").Attribute("label", label).Attribute("dimensions", coordinate.Dimensions)
            .Attribute("signal_variance", coordinate.EnergyScale).Attribute("signal_mean", coordinate.SignalMean)
            .Raw(" sparsified=\"T\" n_permutations=\"1\"").Attribute("covariance_type", (int)coordinate.Kernel);
        if (coordinate.Zeta is { } zeta)
            xml.Attribute("zeta", zeta);
        xml.Attribute("n_sparseX", coordinate.SparseCount);
        if (sidecar is { } file)
            xml.Attribute("sparseX_filename", file.Name).Attribute("sparseX_md5sum", file.Sum);
        xml.Raw(">\n");

        if (coordinate.LengthScales.Length > 0)
        {
            xml.Raw("      <theta> ");
            foreach (double length in coordinate.LengthScales)
                xml.Number(length).Raw(" ");
            xml.Raw("</theta>\n");
        }

        xml.Raw("      <descriptor>").Text(coordinate.Descriptor, "descriptor").Raw("</descriptor>\n");
        WritePermutation(xml, coordinate.Kernel == KernelKind.DotProduct ? 1 : coordinate.Dimensions);
        for (int i = 0; i < coordinate.SparseCount; i++)
        {
            xml.Raw("      <sparseX").Attribute("i", i + 1).Attribute("alpha", coordinate.Weights[i])
                .Attribute("sparseCutoff", coordinate.SparseCutoffs[i]);
            if (sidecar is null)
                WriteInline(xml, coordinate.SparsePoints.AsSpan(i * coordinate.Dimensions, coordinate.Dimensions));
            else
                xml.Raw("/>\n");
        }

        xml.Raw("    </gpCoordinates>\n");
    }

    /// <summary>The identity; the format states it up to the number of components that the kernel may exchange.</summary>
    private static void WritePermutation(XmlOutputWriter xml, int count)
    {
        xml.Raw("      <permutation i=\"1\">");
        for (int i = 1; i <= count; i++)
            xml.Number(i).Raw(" ");
        xml.Raw("</permutation>\n");
    }

    private static void WriteInline(XmlOutputWriter xml, ReadOnlySpan<double> point)
    {
        if (point.Length <= SliceLength)
        {
            xml.Raw(">");
            WriteNumbers(xml, point);
            xml.Raw("</sparseX>\n");
            return;
        }

        xml.Raw(" sliced=\"T\">\n");
        for (int start = 0; start < point.Length; start += SliceLength)
        {
            int end = Math.Min(start + SliceLength, point.Length);
            xml.Raw("        <sparseX_slice").Attribute("start", start + 1).Attribute("end", end).Raw(">");
            WriteNumbers(xml, point[start..end]);
            xml.Raw("</sparseX_slice>\n");
        }

        xml.Raw("      </sparseX>\n");
    }

    private static void WriteNumbers(XmlOutputWriter xml, ReadOnlySpan<double> numbers)
    {
        foreach (double number in numbers)
            xml.Raw(" ").Number(number);
        xml.Raw(" ");
    }
}
