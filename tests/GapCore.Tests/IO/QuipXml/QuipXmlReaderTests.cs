using System.IO.Compression;
using System.Text;
using GapCore.IO.QuipXml;
using GapCore.Potentials;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>What valid files mean (gap-math 9 and 13).</summary>
public sealed class QuipXmlReaderTests
{
    [Fact]
    public void Reads_everything_a_file_says()
    {
        GapDefinition gap = SmallPotential.Read(SmallPotential.Xml);
        Assert.Equal("P", gap.Label);
        Assert.Equal(1686220958, gap.GapVersion);
        Assert.Equal(1.0, gap.EnergyScale);
        Assert.Equal("at_file=a.xyz gap={distance_2b}", gap.CommandLine);
        Assert.EndsWith("P.xml", gap.Source);
        Assert.Null(gap.Core);
        Assert.Equal(119, gap.IsolatedAtomEnergies.Length);
        Assert.Equal((-1.5, 2.5, -1.0), (gap.IsolatedAtomEnergies[11], gap.IsolatedAtomEnergies[12], gap.IsolatedAtomEnergies.Sum() - 2.0));

        CoordinateDefinition pair = gap.Coordinates[0];
        Assert.Equal(("P1", "distance_2b cutoff=5.0 Z1=11 Z2=11", KernelKind.SquaredExponential), (pair.Label, pair.Descriptor, pair.Kernel));
        Assert.Equal((0.5, 0.0, 1, 1, 2), (pair.EnergyScale, pair.SignalMean, pair.Dimensions, pair.Permutations, pair.SparseCount));
        Assert.Null(pair.Zeta);
        Assert.Equal([1.0], pair.LengthScales);
        Assert.Equal([2.5, 3.5], pair.SparsePoints);
        Assert.Equal([0.1, -0.0002], pair.Weights);
        Assert.Equal([1.0, 0.5], pair.SparseCutoffs);

        CoordinateDefinition soap = gap.Coordinates[1];
        Assert.Equal("soap l_max=0 n_max=1 Z=11 species_Z={11 }", soap.Descriptor);
        Assert.Equal((KernelKind.DotProduct, 4.0, 3), (soap.Kernel, soap.Zeta, soap.Dimensions));
        Assert.Empty(soap.LengthScales);
        Assert.Equal([1.0, -0.25, 3.0, 4.0, 5.0, 6.0], soap.SparsePoints);
        Assert.Equal([7.0, 8.0], soap.Weights);
    }

    [Theory]
    [InlineData("<P>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- DATE: 2015 -->\n<?style none?>\n<P>")]
    [InlineData("<P>", "\uFEFF<P>")]
    [InlineData("label=\"P\" n_coordinate=\"2\"", "n_coordinate  =  '2'\n label = 'P'")]
    [InlineData("\n", "\r\n")]
    [InlineData("-.15000000000000000E+001", " -.15D+001 ")]
    [InlineData(" fitted=\"T\"", "")]
    [InlineData(" sparseX_md5sum=\"09644bde7a2fce70dcc8d4c9568b49dc\"", "")]
    [InlineData("09644bde7a2fce70dcc8d4c9568b49dc", "09644BDE7A2FCE70DCC8D4C9568B49DC")]
    [InlineData("sparseX_filename=\"P.xml", "sparseX_filename=\"./P.xml")]
    [InlineData("zeta=\"4.0000000000000000\" n_sparseX=\"2\"", "zeta=\"9\" n_sparseX=\"2\"", "<descriptor> soap", "<theta> 4.0 </theta><descriptor> soap")]
    [InlineData("zeta=\"4.0000000000000000\" n_sparseX=\"2\"", "n_sparseX=\"2\"", "<descriptor> soap", "<theta>0.40000000000000000E+001</theta><descriptor> soap")]
    [InlineData("<gpSparse label", "<unknown><gpSparse label=\"P\"/></unknown><gpSparse label=\"Q\" n_coordinate=\"0\"/><gpSparse label")]
    [InlineData("<GAP_params", "<GAP_params label=\"Q\" gap_version=\"never\"><e0/></GAP_params><GAP_params")]
    [InlineData("</P>", "<GAP_params label=\"Q\"/></P>")]
    [InlineData("<Potential", "<Potential label=\"Q\" init_args=\"IP SW\"/><Potential")]
    [InlineData("<P>", "<P><quip_params>", "</P>", "</quip_params></P>")]
    [InlineData("IP GAP label=P", "ip gap LABEL=P E_scale=1.0 cutoff_skin=0.5")]
    [InlineData("IP GAP label=P", "IP GAP")]
    [InlineData("IP GAP label=P", "{IP GAP label={P}}")]
    [InlineData("<Potential label=\"P\"", "<Potential label=\"other\"")]
    [InlineData("<sparseX i=\"1\" alpha=\"7.0\" sparseCutoff=\"1.0\"/>", "", "alpha=\"8.0\" sparseCutoff=\"1.0\"/>",
        "alpha=\"8.0\" sparseCutoff=\"1.0\"/><sparseX sparseCutoff=\"1.0\" alpha=\"7.0\" i=\"1\"></sparseX>")]
    [InlineData("label=\"P1\" dim", "label=\"tmp\" dim", "label=\"P2\" dim", "label=\"P1\" dim", "label=\"tmp\" dim", "label=\"P2\" dim")]
    public void Reads_the_same_from_other_forms(params string[] replacements)
    {
        string xml = SmallPotential.Xml;
        for (int i = 0; i < replacements.Length; i += 2)
            xml = SmallPotential.Changed(replacements[i], replacements[i + 1], xml);
        GapDefinition gap = SmallPotential.Read(xml);
        CoordinateDefinition pair = gap.Coordinates.Single(coordinate => coordinate.Dimensions == 1);
        CoordinateDefinition soap = gap.Coordinates.Single(coordinate => coordinate.Dimensions == 3);
        Assert.Equal("P", gap.Label);
        Assert.Equal(["P1", "P2"], gap.Coordinates.Select(coordinate => coordinate.Label));
        Assert.Equal(-1.5, gap.IsolatedAtomEnergies[11]);
        Assert.Equal(4.0, soap.Zeta);
        Assert.Equal([2.5, 3.5], pair.SparsePoints);
        Assert.Equal([1.0, -0.25, 3.0, 4.0, 5.0, 6.0], soap.SparsePoints);
        Assert.Equal([7.0, 8.0], soap.Weights);
    }

    [Theory]
    [InlineData(" gap_version=\"1686220958\"", "", 0)]
    [InlineData("1686220958", "1423607965", 1423607965)]
    [InlineData("1686220958", "1796083200", 1796083200)]
    public void Reads_the_version(string part, string replacement, long expected) =>
        Assert.Equal(expected, SmallPotential.Read(SmallPotential.Changed(part, replacement)).GapVersion);

    [Fact]
    public void Old_files_state_one_isolated_atom_energy_for_all()
    {
        GapDefinition gap = SmallPotential.Read(SmallPotential.Changed("do_core=\"F\"", "do_core=\"F\" e0=\"-3.0\""));
        Assert.Equal((0.0, -3.0, -1.5, -3.0), (gap.IsolatedAtomEnergies[0], gap.IsolatedAtomEnergies[1], gap.IsolatedAtomEnergies[11], gap.IsolatedAtomEnergies[118]));
    }

    [Fact]
    public void Energy_scale_is_kept() =>
        Assert.Equal(2.5, SmallPotential.Read(SmallPotential.Changed("IP GAP label=P", "IP GAP E_scale=2.5d0 label=P")).EnergyScale);

    [Fact]
    public void Piecewise_polynomial_keeps_its_length_scales() =>
        Assert.Equal(KernelKind.PiecewisePolynomial,
            SmallPotential.Read(SmallPotential.Changed("covariance_type=\"1\"", "covariance_type=\"4\"")).Coordinates[0].Kernel);

    [Fact]
    public void Reads_slices_in_any_order()
    {
        string xml = SmallPotential.Changed(" sparseX_filename=\"P.xml.sparseX.P2\" sparseX_md5sum=\"09644bde7a2fce70dcc8d4c9568b49dc\"", "");
        xml = SmallPotential.Changed("alpha=\"7.0\" sparseCutoff=\"1.0\"/>",
            "alpha=\"7.0\" sparseCutoff=\"1.0\" sliced=\"T\"><sparseX_slice start=\"3\" end=\"3\">.3E+001</sparseX_slice>\n"
            + "<sparseX_slice start=\"1\" end=\"2\"> 1.0\n -.25 </sparseX_slice></sparseX>", xml);
        xml = SmallPotential.Changed("alpha=\"8.0\" sparseCutoff=\"1.0\"/>",
            "alpha=\"8.0\" sparseCutoff=\"1.0\" sliced=\"F\">4 5<![CDATA[ 6 ]]></sparseX>", xml);
        Assert.Equal([1.0, -0.25, 3.0, 4.0, 5.0, 6.0], SmallPotential.ReadFromMemory(xml).Coordinates[1].SparsePoints);
    }

    [Fact]
    public void Reads_streams_that_cannot_be_read_twice()
    {
        using var folder = new TemporaryFolder();
        folder.Write(SmallPotential.Sidecar, SmallPotential.SidecarText);
        using var packed = new MemoryStream();
        using (var writer = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            writer.Write(Encoding.UTF8.GetBytes(SmallPotential.Xml));
        packed.Position = 0;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(2, QuipXmlReader.Read(unpacked, folder.FullName, "packed").Coordinates.Count);
    }

    [Fact]
    public void Reads_the_core_potential()
    {
        GlueDefinition glue = SmallPotential.Read(SmallPotential.XmlWithGlue).Core!;
        Assert.Equal([14, 8], glue.Types.Select(type => type.AtomicNumber));
        Assert.Equal([false, true], glue.Types.Select(type => type.DensityUsesSpline));
        Assert.Equal([0.5, 2.6], glue.Types[0].Density.Knots);
        Assert.Equal([0.001, 0.0], glue.Types[0].Density.Values);
        Assert.Equal((-0.4, 0.0), (glue.Types[0].Density.StartSlope, glue.Types[0].Density.EndSlope));
        Assert.True(glue.Types[0].Embedding.StartSlope > 0.99e30 && glue.Types[0].Embedding.EndSlope > 0.99e30);
        Assert.Equal((0.5, 0.25), (glue.Types[1].Embedding.StartSlope, glue.Types[1].Embedding.EndSlope));
        GluePairDefinition pair = Assert.Single(glue.Pairs);
        Assert.Equal((1, 1, -40.0, 0.0), (pair.Type1, pair.Type2, pair.Potential.StartSlope, pair.Potential.EndSlope));
        Assert.Equal([30.0, 14.0, 0.0], pair.Potential.Values);
    }

    [Theory]
    [InlineData("pot1={IP Glue} init_args_pot2={IP GAP label=P}", "pot2={IP Glue} init_args_pot1={IP GAP label=P}")]
    [InlineData("<quip_params>", "<quip_params><Glue_params label=\"Q\" n_types=\"none\"/>")]
    [InlineData("{IP Glue}", "{IP Glue label=C}", "<Glue_params n", "<Glue_params n_types=\"none\"/><Glue_params label=\"C\" n")]
    public void Finds_the_core_potential(params string[] replacements)
    {
        string xml = SmallPotential.XmlWithGlue;
        for (int i = 0; i < replacements.Length; i += 2)
            xml = SmallPotential.Changed(replacements[i], replacements[i + 1], xml);
        Assert.Equal(2, SmallPotential.Read(xml).Core!.Types.Count);
    }

    [Fact]
    public void A_core_potential_nobody_asks_for_is_nobodys_business() =>
        Assert.Null(SmallPotential.Read(SmallPotential.Changed("<GAP_params", "<Glue_params n_types=\"none\"/><GAP_params")).Core);

    [Fact]
    public void Passes_over_training_data_without_keeping_it()
    {
        const int lines = 200_000;
        string data = string.Concat(Enumerable.Repeat("<![CDATA[Na 1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 9.0 10.0]]>\n", lines));
        string xml = SmallPotential.Changed("<XYZ_data>", "<XYZ_data>" + data);
        using var folder = new TemporaryFolder();
        folder.Write(SmallPotential.Sidecar, SmallPotential.SidecarText);
        string path = folder.Write("P.xml", xml);
        long before = GC.GetAllocatedBytesForCurrentThread();
        QuipXmlReader.Read(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < data.Length / 4, $"{allocated} bytes for {data.Length} characters of training data");
    }
}
