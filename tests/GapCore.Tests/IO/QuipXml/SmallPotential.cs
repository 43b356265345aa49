using System.Text;
using GapCore.IO.QuipXml;
using GapCore.Potentials;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>A potential small enough to read in full: a two-body coordinate with inline points, a soap-like one with a sidecar.</summary>
internal static class SmallPotential
{
    public const string Sidecar = "P.xml.sparseX.P2";

    public const string SidecarText = "1.00000000000000000000e+00\n-2.5e-01\n3.0e+00\n4.0e+00\n5.0e+00\n6.0e+00\n";

    public const string Xml = """
        <P>
        <Potential label="P" init_args="IP GAP label=P"/>
        <GAP_params label="P" gap_version="1686220958">
          <GAP_data do_core="F">
            <e0 Z="11" value="-.15000000000000000E+001"/>
            <e0 Z="12" value="2.5"/>
          </GAP_data>
          <gpSparse label="P" n_coordinate="2" fitted="T">
            <gpCoordinates label="P1" dimensions="1" signal_variance=".50000000000000000" signal_mean=".00000000000000000E+000" sparsified="T" n_permutations="1" covariance_type="1" n_sparseX="2">
              <theta>  0.10000000000000000E+001 </theta>
              <descriptor>distance_2b cutoff=5.0 Z1=11 Z2=11</descriptor>
              <permutation i="1">1</permutation>
              <sparseX i="1" alpha=".10000000000000001E+000" sparseCutoff="1.0000000000000000"> 2.5 </sparseX>
              <sparseX i="2" alpha="-.2E-003" sparseCutoff=".5"> 3.5 </sparseX>
            </gpCoordinates>
            <gpCoordinates label="P2" dimensions="3" signal_variance="2.0" signal_mean=".0" sparsified="T" n_permutations="1" covariance_type="2" zeta="4.0000000000000000" n_sparseX="2" sparseX_filename="P.xml.sparseX.P2" sparseX_md5sum="09644bde7a2fce70dcc8d4c9568b49dc">
              <descriptor> soap l_max=0 n_max=1 Z=11 species_Z={11 }</descriptor>
              <permutation i="1">1</permutation>
              <sparseX i="1" alpha="7.0" sparseCutoff="1.0"/>
              <sparseX i="2" alpha="8.0" sparseCutoff="1.0"/>
            </gpCoordinates>
          </gpSparse>
          <command_line><![CDATA[ at_file=a.xyz gap={distance_2b} ]]></command_line>
          <XYZ_data><![CDATA[2]]><![CDATA[Lattice="1 0 0" <not> & xml]]></XYZ_data>
        </GAP_params>
        </P>
        """;

    public const string Glue = """
        <quip_params>
        <Glue_params n_types="2">
          <!-- silicon -->
          <per_type_data atomic_num="14" type="1">
            <density num_points="2" density_y1="-0.4" density_yn="0.0"><point a="0.5" rho="1d-3"/><point a="2.6" rho="0"/></density>
            <potential_density num_points="2"><point rho="0" E="0"/><point rho="1" E="-1"/></potential_density>
          </per_type_data>
          <per_type_data atomic_num="8" type="2">
            <density num_points="2" density_y1="-1" density_yn="0.0" do_spline="T"><point a="0.5" rho="1"/><point a="2.0" rho="0"/></density>
            <potential_density num_points="2" y1="0.5" yn="0.25"><point rho="0" E="0"/><point rho="1" E="0"/></potential_density>
          </per_type_data>
          <per_pair_data type1="1" type2="1">
            <potential_pair num_points="3" y1="-40.0"><point r=" 0.5" E="30.0"/><point r="1.0" E="   14"/><point r="2.6" E="0"/></potential_pair>
          </per_pair_data>
        </Glue_params>
        </quip_params>
        """;

    private const string Sum = "init_args=\"Sum init_args_pot1={IP Glue} init_args_pot2={IP GAP label=P}\"/>\n" + Glue;

    /// <summary>The same with the core potential added.</summary>
    public static string XmlWithGlue { get; } = Changed("init_args=\"IP GAP label=P\"/>", Sum);

    /// <summary>Definition of a text, its sidecar beside it.</summary>
    public static GapDefinition Read(string xml, string? sidecar = SidecarText)
    {
        using var folder = new TemporaryFolder();
        if (sidecar is not null)
            folder.Write(Sidecar, sidecar);
        return QuipXmlReader.Read(folder.Write("P.xml", xml));
    }

    /// <summary>Definition of a text held in memory, without a folder.</summary>
    public static GapDefinition ReadFromMemory(string xml) =>
        QuipXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), null, "memory.xml");

    /// <summary>The potential's text with one part replaced; fails when the part is not there.</summary>
    public static string Changed(string part, string replacement, string? xml = null)
    {
        Assert.Contains(part, xml ?? Xml, StringComparison.Ordinal);
        return (xml ?? Xml).Replace(part, replacement, StringComparison.Ordinal);
    }
}
