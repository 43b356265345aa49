using System.Xml.Linq;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>What is written is read back bit for bit and has the form of the fitting program's own files (gap-math 9).</summary>
public sealed class QuipXmlWriterTests
{
    public static TheoryData<string> References =>
        ["mg-dft/mg.xml", "na-dft/na.xml", "na/gap_n5_m200.xml", "si/gap_si.xml", "si-core/gap_core.xml", "sic/gap_sic.xml"];

    public static TheoryData<string> Synthetic => [.. SyntheticModels.All().Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(References))]
    public void Rewrites_reference_potentials(string name)
    {
        string original = RepositoryPaths.Reference(name.Split('/'));
        GapDefinition expected = QuipXmlReader.Read(original);
        using var folder = new TemporaryFolder();
        string path = folder.File(Path.GetFileName(original));
        QuipXmlWriter.Write(expected, path);

        SameDefinition.As(expected, QuipXmlReader.Read(path));
        Assert.Equal(Outline(original), Outline(path));
        string[] sidecars = [.. Directory.GetFiles(Path.GetDirectoryName(original)!, "*.sparseX.*").Order(StringComparer.Ordinal)];
        Assert.Equal(expected.Coordinates.Count, sidecars.Length);
        Assert.Equal(expected.Coordinates.Count + 1, Directory.GetFiles(folder.FullName).Length);
        foreach (string sidecar in sidecars)
            Assert.Equal(File.ReadAllText(sidecar), File.ReadAllText(folder.File(Path.GetFileName(sidecar))));
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Inline_sparse_points_are_the_same(string name)
    {
        GapDefinition expected = QuipXmlReader.Read(RepositoryPaths.Reference(name.Split('/')));
        using var folder = new TemporaryFolder();
        QuipXmlWriter.Write(expected, folder.File("inline.xml"), new QuipXmlWriterOptions { SparseSeparateFile = false });
        Assert.Single(Directory.GetFiles(folder.FullName));
        SameDefinition.As(expected, QuipXmlReader.Read(folder.File("inline.xml")));
    }

    [Theory]
    [MemberData(nameof(Synthetic))]
    public void Rewrites_every_kind_of_potential(string name)
    {
        GapDefinition made = SyntheticModels.All().Single(model => model.Name == name).Create().Definition;
        GapDefinition expected = made.Core is null ? made : made with { EnergyScale = 1.0 };
        using var folder = new TemporaryFolder();
        foreach (bool separate in new[] { true, false })
        {
            string path = folder.File($"{separate}.xml");
            QuipXmlWriter.Write(expected, path, new QuipXmlWriterOptions { SparseSeparateFile = separate });
            SameDefinition.As(expected, QuipXmlReader.Read(path));
        }
    }

    [Fact]
    public void Numbers_keep_every_bit()
    {
        double[] numbers = [0.1, 1.0 / 3.0, -0.0, double.Epsilon, double.MaxValue, -double.MaxValue, 2.2250738585072014e-308,
            9007199254740993.0, 5e-324, 1e22, 1e23, 1.7976931348623155e+308, 123456789.12345679, 4.35, 0.30000000000000004, -1e-100];
        var random = new Random(3);
        double[] many = [.. numbers, .. Enumerable.Range(0, 20000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))
            .Where(double.IsFinite)];
        CoordinateDefinition coordinate = SmallPotential.Read(SmallPotential.Xml).Coordinates[0] with
        {
            SparsePoints = many,
            Weights = [.. many.Reverse()],
            SparseCutoffs = [.. many.Select(number => -number)],
        };
        GapDefinition expected = SmallPotential.Read(SmallPotential.Xml) with
        {
            Coordinates = [coordinate],
            EnergyScale = 1.0 / 7.0,
            IsolatedAtomEnergies = [0.0, .. many.Take(118)],
        };
        using var folder = new TemporaryFolder();
        QuipXmlWriter.Write(expected, folder.File("P.xml"));
        SameDefinition.As(expected, QuipXmlReader.Read(folder.File("P.xml")));
        QuipXmlWriter.Write(expected, folder.File("Q.xml"), new QuipXmlWriterOptions { SparseSeparateFile = false });
        SameDefinition.As(expected, QuipXmlReader.Read(folder.File("Q.xml")));
    }

    [Theory]
    [InlineData("gap={soap} # ]]> & <x> \"quoted\" 'so' ]]>]]>")]
    [InlineData("a\nb")]
    [InlineData("]]")]
    [InlineData("Ångström \U0001F600")]
    public void Text_survives_markup(string text)
    {
        GapDefinition small = SmallPotential.Read(SmallPotential.Xml);
        GapDefinition expected = small with
        {
            CommandLine = text,
            Coordinates = [small.Coordinates[0] with { Descriptor = text }, small.Coordinates[1]],
        };
        using var folder = new TemporaryFolder();
        string path = folder.File("<a> & \"b\".xml");
        QuipXmlWriter.Write(expected, path);
        SameDefinition.As(expected, QuipXmlReader.Read(path));
    }

    [Fact]
    public void Training_set_is_kept_line_by_line()
    {
        string[] lines = ["2", "Lattice=\"1 0 0 0 1 0 0 0 1\" note=\"<]]>&\"", "Na 0 0 0", "", "Na 0 0 1"];
        using var folder = new TemporaryFolder();
        string path = folder.File("P.xml");
        using (var text = new StringReader(string.Join("\r\n", lines)))
            QuipXmlWriter.Write(SmallPotential.Read(SmallPotential.Xml), path, new QuipXmlWriterOptions { TrainingXyz = text });
        XElement kept = Assert.Single(XDocument.Load(path, LoadOptions.PreserveWhitespace).Descendants("XYZ_data"));
        Assert.Equal(lines, kept.Value.Split('\n').Skip(1).SkipLast(1));
        Assert.Equal("P", QuipXmlReader.Read(path).Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")]
    public void Core_potential_is_kept_verbatim(string before)
    {
        GapDefinition expected = SmallPotential.Read(SmallPotential.XmlWithGlue);
        using var folder = new TemporaryFolder();
        var options = new QuipXmlWriterOptions { CoreXml = before + SmallPotential.Glue };
        QuipXmlWriter.Write(expected, folder.File("P.xml"), options);
        string text = File.ReadAllText(folder.File("P.xml"));
        Assert.Contains(SmallPotential.Glue, text, StringComparison.Ordinal);
        Assert.Contains("init_args=\"Sum init_args_pot1={IP Glue} init_args_pot2={IP GAP label=P}\"", text, StringComparison.Ordinal);
        SameDefinition.As(expected, QuipXmlReader.Read(folder.File("P.xml")));
    }

    [Fact]
    public void Coordinates_are_labelled_by_their_place()
    {
        GapDefinition small = SmallPotential.Read(SmallPotential.Xml);
        using var folder = new TemporaryFolder();
        QuipXmlWriter.Write(small with { Label = "New", Coordinates = [small.Coordinates[1], small.Coordinates[0]] }, folder.File("n.xml"));
        GapDefinition written = QuipXmlReader.Read(folder.File("n.xml"));
        Assert.Equal(["New1", "New2"], written.Coordinates.Select(coordinate => coordinate.Label));
        Assert.Equal([3, 1], written.Coordinates.Select(coordinate => coordinate.Dimensions));
        Assert.True(File.Exists(folder.File("n.xml.sparseX.New1")));
    }

    [Theory]
    [InlineData("2026-11-20T00:23:43.031+00:00", "GAP_2026_11_20_0_0_23_43_31")]
    [InlineData("2026-01-02T13:04:05.678-05:30", "GAP_2026_1_2_-330_13_4_5_678")]
    public void Labels_tell_the_time(string time, string label) =>
        Assert.Equal(label, QuipXmlWriter.NewLabel(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Every element with the names of its attributes, in order, and the attributes that are no measured numbers.</summary>
    private static string[] Outline(string path)
    {
        string[] numbers = ["alpha", "sparseCutoff", "value", "signal_variance", "signal_mean", "zeta",
            "density_y1", "density_yn", "y1", "yn", "a", "rho", "r", "E"];
        return [.. XDocument.Load(path).Descendants().Select(element =>
            string.Join('/', element.AncestorsAndSelf().Reverse().Select(part => part.Name)) + " " + string.Join(' ',
                element.Attributes().Select(attribute =>
                    numbers.Contains(attribute.Name.LocalName) ? attribute.Name.LocalName : attribute.ToString()))
            + (element.Name == "permutation" || element.Name == "command_line" ? element.Value.Trim() : ""))];
    }
}
