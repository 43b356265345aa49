using GapCore.IO.QuipXml;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>Malformed and hostile files: one line with what, value, expected and where.</summary>
public sealed class QuipXmlRefusalTests
{
    private const string Md5 = " sparseX_md5sum=\"09644bde7a2fce70dcc8d4c9568b49dc\"";

    [Theory]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"3\"", "has 2 gpCoordinates", "n_coordinate = 3")]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"1\"", "\"P2\"", "P1 to P1")]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"0\"", "n_coordinate", "at least 1", "P.xml:8")]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"two\"", "n_coordinate = \"two\"", "integer")]
    [InlineData("n_coordinate=\"2\"", "n_coordinate=\"2000000000\"", "n_coordinate = 2000000000")]
    [InlineData(" n_coordinate=\"2\"", "", "no attribute n_coordinate")]
    [InlineData("fitted=\"T\"", "fitted=\"F\"", "fitted = \"F\"", "P.xml:8")]
    [InlineData("label=\"P2\"", "label=\"P1\"", "second gpCoordinates", "P1", "P.xml:16")]
    [InlineData("label=\"P2\"", "label=\"Q2\"", "label = \"Q2\"", "P1 to P2")]
    [InlineData("label=\"P2\"", "label=\"P02\"", "label = \"P02\"")]
    [InlineData("label=\"P2\"", "label=\"P3\"", "label = \"P3\"")]
    [InlineData("label=\"P2\"", "label=\"P\"", "label = \"P\"")]
    [InlineData("label=\"P2\"", "label=\"P99999999999999999999\"", "P9999")]
    [InlineData("dimensions=\"1\"", "dimensions=\"0\"", "dimensions = \"0\"", "at least 1")]
    [InlineData("dimensions=\"1\"", "dimensions=\"1.0\"", "dimensions = \"1.0\"", "P.xml:9")]
    [InlineData("dimensions=\"1\"", "dimensions=\"2\"", "expected 2 (dimensions)")]
    [InlineData("signal_variance=\"2.0\"", "signal_variance=\"NaN\"", "signal_variance = \"NaN\"", "finite")]
    [InlineData("signal_variance=\"2.0\"", "signal_variance=\"\"", "signal_variance = \"\"")]
    [InlineData("signal_variance=\"2.0\" ", "", "no attribute signal_variance")]
    [InlineData("signal_mean=\".0\"", "signal_mean=\"1e999\"", "signal_mean = \"1e999\"", "finite")]
    [InlineData("sparsified=\"T\"", "sparsified=\"F\"", "sparsified = \"F\"")]
    [InlineData("sparsified=\"T\"", "sparsified=\"maybe\"", "sparsified = \"maybe\"", "T or F")]
    [InlineData("n_permutations=\"1\"", "n_permutations=\"0\"", "n_permutations = \"0\"")]
    [InlineData("covariance_type=\"1\"", "covariance_type=\"5\"", "covariance_type = \"5\"", "1 to 4")]
    [InlineData(" covariance_type=\"1\"", "", "no attribute covariance_type")]
    [InlineData("zeta=\"4.0000000000000000\"", "zeta=\"four\"", "zeta = \"four\"")]
    [InlineData("zeta=\"4.0000000000000000\"", "", "neither zeta nor theta")]
    [InlineData("<descriptor> soap", "<theta>1 2</theta><descriptor> soap", "theta has 2 numbers", "expected 1")]
    [InlineData("0.10000000000000000E+001", "1 2", "theta has 2 numbers", "expected 1")]
    [InlineData("0.10000000000000000E+001", "one", "\"one\"", "finite")]
    [InlineData("0.10000000000000000E+001", "0", "theta contains 0")]
    [InlineData("<theta>  0.10000000000000000E+001 </theta>", "", "theta has 0 numbers")]
    [InlineData("<descriptor> soap l_max=0 n_max=1 Z=11 species_Z={11 }</descriptor>", "<descriptor> </descriptor>", "no descriptor", "P.xml:21")]
    [InlineData("n_sparseX=\"2\" sparse", "n_sparseX=\"3\" sparse", "has 2 sparseX", "n_sparseX = 3")]
    [InlineData("n_sparseX=\"2\" sparse", "n_sparseX=\"1\" sparse", "i = \"2\"", "1 to 1")]
    [InlineData("n_sparseX=\"2\">", "n_sparseX=\"2000000000\">", "has 2 sparseX", "2000000000")]
    [InlineData("n_sparseX=\"2\">", "n_sparseX=\"-1\">", "n_sparseX = \"-1\"")]
    [InlineData("n_sparseX=\"2\">", "n_sparseX=\"99999999999999999999\">", "n_sparseX = \"99999999999999999999\"")]
    [InlineData("i=\"2\" alpha=\"8.0\"", "i=\"1\" alpha=\"8.0\"", "second sparseX with i = 1")]
    [InlineData("i=\"2\" alpha=\"8.0\"", "i=\"0\" alpha=\"8.0\"", "i = \"0\"")]
    [InlineData("alpha=\"8.0\"", "alpha=\"NaN\"", "alpha = \"NaN\"", "finite", "P.xml:20")]
    [InlineData("alpha=\"8.0\" sparseCutoff=\"1.0\"", "alpha=\"8.0\" sparseCutoff=\"-inf\"", "sparseCutoff = \"-inf\"")]
    [InlineData("alpha=\"8.0\" sparseCutoff=\"1.0\"", "alpha=\"8.0\"", "no attribute sparseCutoff")]
    [InlineData("> 2.5 <", "> 2.5 2.6 <", "sparseX 1 has 2 numbers", "expected 1")]
    [InlineData("> 2.5 <", "><", "sparseX 1 has 0 numbers", "sparseX_filename")]
    [InlineData("> 2.5 <", "> NaN <", "sparseX 1 contains \"NaN\"", "finite")]
    [InlineData("> 2.5 <", " sliced=\"T\"><sparseX_slice start=\"1\" end=\"1\">1 2</sparseX_slice><", "has 2 numbers in the slice 1 to 1")]
    [InlineData("> 2.5 <", " sliced=\"T\"><sparseX_slice start=\"1\" end=\"2\">1 2</sparseX_slice><", "end = \"2\"", "1 to 1")]
    [InlineData("> 2.5 <", " sliced=\"T\">2.5<", "has 0 numbers")]
    [InlineData("<e0 Z=\"12\"", "<e0 Z=\"11\"", "second e0 for Z = 11", "P.xml:6")]
    [InlineData("<e0 Z=\"12\"", "<e0 Z=\"119\"", "Z = \"119\"", "1 to 118")]
    [InlineData("<e0 Z=\"12\"", "<e0 Z=\"0\"", "Z = \"0\"")]
    [InlineData("value=\"2.5\"", "value=\"NaN\"", "value = \"NaN\"")]
    [InlineData("do_core=\"F\"", "e0=\"none\"", "e0 = \"none\"")]
    [InlineData("gap_version=\"1686220958\"", "gap_version=\"new\"", "gap_version = \"new\"", "time stamp")]
    [InlineData("<gpSparse label=\"P\"", "<gpSparse label=\"Q\"", "no gpSparse with its label \"P\"")]
    [InlineData("<GAP_params label=\"P\"", "<GAP_params label=\"Q\"", "no GAP_params with label \"P\"", "\"Q\"")]
    [InlineData("</P>", "<GAP_params label=\"P\"/></P>", "several GAP_params with label \"P\"")]
    [InlineData("</P>", "<Potential label=\"P\" init_args=\"IP GAP\"/></P>", "2 Potential elements")]
    [InlineData("<Potential label=\"P\" init_args=\"IP GAP label=P\"/>", "", "no Potential element")]
    [InlineData(" init_args=\"IP GAP label=P\"", "", "no attribute init_args")]
    [InlineData("IP GAP label=P", "IP GAP label={P", "without \"}\"", "P.xml")]
    [InlineData("IP GAP label=P", "IP GAP label=P E_scale=big", "E_scale = \"big\"")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP GAP label=P}", "init_args_pot2")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP Glue} init_args_pot2={IP GAP label=P}", "no Glue_params")]
    [InlineData("</gpSparse>", "</gpSparse><gpSparse label=\"P\" n_coordinate=\"1\"/>", "second gpSparse")]
    [InlineData("<GAP_params label=\"P\"", "<GAP_params label=\"P\" label=\"Q\"", "malformed", "P.xml:3")]
    [InlineData("</P>", "</Q>", "malformed", "P.xml:26")]
    [InlineData("</P>", "</P><P/>", "malformed")]
    [InlineData("<P>", "<P>\0", "malformed")]
    [InlineData("soap l_max", "&soap; l_max", "refused|malformed", "P.xml:17")]
    public void Refuses_malformed_files(string part, string replacement, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(SmallPotential.Changed(part, replacement)), says[0].Contains('|') ? says[1..] : says);

    [Theory]
    [InlineData("n_permutations=\"1\"", "n_permutations=\"6\"", "n_permutations = 6", "not supported")]
    [InlineData("covariance_type=\"1\"", "covariance_type=\"3\"", "bond_real_space")]
    [InlineData("1686220958", "1796083201", "gap_version = 1796083201", "at most 1796083200", "later program")]
    [InlineData("IP GAP label=P", "IP SW", "\"IP SW\"")]
    [InlineData("IP GAP label=P", "TB DFTB", "\"TB DFTB\"")]
    [InlineData("IP GAP label=P", "IP GAP label=P do_rescale_r=T r_scale=1.01", "do_rescale_r")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP ZBL} init_args_pot2={IP GAP label=P}", "\"IP ZBL\" in a Sum")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP GAP label=Q} init_args_pot2={IP GAP label=P}", "\"IP GAP\" in a Sum")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP SW} init_args_pot2={IP Glue}", "\"IP Glue\"")]
    [InlineData("IP GAP label=P", "Sum init_args_pot1={IP Glue} init_args_pot2={IP GAP label=P E_scale=2}", "E_scale inside a Sum")]
    [InlineData("IP GAP label=P", "Sum E_scale=2 init_args_pot1={IP Glue} init_args_pot2={IP GAP label=P}", "E_scale of a Sum")]
    public void Refuses_by_name_what_is_not_supported(string part, string replacement, params string[] says) =>
        Refusal.Of(GapErrorKind.Unsupported, () => SmallPotential.Read(SmallPotential.Changed(part, replacement)), [.. says, "P.xml"]);

    [Theory]
    [InlineData("n_types=\"2\"", "n_types=\"3\"", "has 2 per_type_data", "n_types = 3")]
    [InlineData("n_types=\"2\"", "n_types=\"1\"", "type = \"2\"", "1 to 1")]
    [InlineData("n_types=\"2\"", "n_types=\"200\"", "n_types = \"200\"")]
    [InlineData("atomic_num=\"8\"", "atomic_num=\"14\"", "second per_type_data")]
    [InlineData("type=\"2\">", "type=\"1\">", "second per_type_data")]
    [InlineData("num_points=\"3\"", "num_points=\"4\"", "has 3 points", "num_points = 4")]
    [InlineData("num_points=\"3\"", "num_points=\"1\"", "num_points = \"1\"", "at least 2")]
    [InlineData("r=\"1.0\" E=\"   14\"", "r=\"0.5\" E=\"14\"", "r = 0.5 after 0.5", "increasing")]
    [InlineData("r=\"1.0\" E=\"   14\"", "r=\"1.0\" E=\"NaN\"", "E = \"NaN\"")]
    [InlineData("y1=\"-40.0\"", "y1=\"steep\"", "y1 = \"steep\"")]
    [InlineData("type2=\"1\"", "type2=\"3\"", "type2 = \"3\"")]
    [InlineData("potential_pair", "other", "no potential_pair")]
    [InlineData("potential_density", "other", "no potential_density")]
    [InlineData("</per_pair_data>", "</per_pair_data><per_pair_data type1=\"1\" type2=\"1\"><potential_pair num_points=\"2\"><point r=\"1\" E=\"1\"/><point r=\"2\" E=\"0\"/></potential_pair></per_pair_data>", "second per_pair_data")]
    [InlineData("<quip_params>", "<quip_params><Glue_params n_types=\"1\"/>", "Glue_params", "exactly one")]
    [InlineData("{IP Glue}", "{IP Glue label=C}", "exactly one", "\"C\"")]
    public void Refuses_malformed_core_potentials(string part, string replacement, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(SmallPotential.Changed(part, replacement, SmallPotential.XmlWithGlue)), says);

    [Theory]
    [InlineData("<!DOCTYPE P [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>")]
    [InlineData("<!DOCTYPE P [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE P SYSTEM \"http://localhost:1/evil.dtd\">")]
    [InlineData("<!DOCTYPE P>")]
    public void Refuses_document_types_and_entities(string prologue) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(prologue + "\n" + SmallPotential.Xml), "DOCTYPE", "safety", "P.xml:1");

    [Theory]
    [InlineData("utf-7")]
    [InlineData("utf-16")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Refuses_encodings_it_cannot_read(string encoding) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read($"<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n" + SmallPotential.Xml), "P.xml:1");

    [Fact]
    public void Refuses_bytes_that_are_no_text()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("P.xml"), [.. "<P>"u8, 0xff, 0xfe, 0x00, .. "</P>"u8]);
        Refusal.Of(GapErrorKind.Format, () => QuipXmlReader.Read(folder.File("P.xml")), "P.xml:1");
        File.WriteAllBytes(folder.File("P.xml"), [0x1f, 0x8b, 0x08, 0x00, 0x00]);
        Refusal.Of(GapErrorKind.Format, () => QuipXmlReader.Read(folder.File("P.xml")), "P.xml:1");
    }

    [Fact]
    public void Refuses_every_truncation()
    {
        string xml = SmallPotential.XmlWithGlue;
        for (int length = 1; length < xml.Length; length += 23)
            Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(xml[..length]), "P.xml");
    }

    [Fact]
    public void Damage_never_escapes_as_another_error()
    {
        using var folder = new TemporaryFolder();
        folder.Write(SmallPotential.Sidecar, SmallPotential.SidecarText);
        var random = new Random(3);
        char[] junk = [.. "<>\"'&={} \n0919eE+-.NaPT;#/\0\uFFFD"];
        for (int trial = 0; trial < 400; trial++)
        {
            char[] xml = SmallPotential.XmlWithGlue.Replace(Md5, "", StringComparison.Ordinal).ToCharArray();
            for (int change = random.Next(1, 4); change > 0; change--)
                xml[random.Next(xml.Length)] = junk[random.Next(junk.Length)];
            try
            {
                QuipXmlReader.Read(folder.Write("P.xml", new string(xml)));
            }
            catch (GapException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
                Assert.NotEqual(GapErrorKind.Internal, refusal.Kind);
            }
        }
    }

    [Fact]
    public void Survives_deep_nesting()
    {
        string deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.ReadFromMemory("<P>" + deep), "malformed or truncated", "memory.xml");
    }
}
