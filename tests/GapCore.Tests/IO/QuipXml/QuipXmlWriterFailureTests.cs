using GapCore.IO.QuipXml;
using GapCore.Potentials;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>A potential that cannot be written leaves what was there as it was, and nothing else.</summary>
public sealed class QuipXmlWriterFailureTests
{
    private static readonly GapDefinition Small = SmallPotential.Read(SmallPotential.Xml);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Disk_full_leaves_the_old_potential(int failing)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("P.xml");
        QuipXmlWriter.Write(Small with { Label = "Old" }, path);
        Dictionary<string, string> before = Contents(folder);
        int opened = 0;
        Refusal.Of(GapErrorKind.Io, () => QuipXmlWriter.Write(Small, path, new QuipXmlWriterOptions(), partial =>
            opened++ == failing ? new FullStream(partial) : File.Create(partial)), "P.xml", "No space left");
        Assert.Equal(failing + 1, opened);
        Assert.Equal(before, Contents(folder));
    }

    [Fact]
    public void A_name_that_cannot_be_placed_takes_the_placed_ones_back()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("P.xml");
        Refusal.Of(GapErrorKind.Io, () => QuipXmlWriter.Write(Small, path, new QuipXmlWriterOptions(), partial =>
        {
            // Somebody puts a folder there while the files are being written.
            if (!partial.Contains("sparseX", StringComparison.Ordinal))
                Directory.CreateDirectory(path);
            return File.Create(partial);
        }), "P.xml");
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Sidecars_of_another_potential_are_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("P.xml");
        QuipXmlWriter.Write(Small, path);
        QuipXmlWriter.Write(Small with { CommandLine = "again" }, path);
        Assert.Equal("again", QuipXmlReader.Read(path).CommandLine);
        Assert.Equal(3, Directory.GetFiles(folder.FullName).Length);

        Dictionary<string, string> before = Contents(folder);
        CoordinateDefinition changed = Small.Coordinates[1] with { SparsePoints = [1, 2, 3, 4, 5, 6] };
        GapDefinition other = Small with { Coordinates = [Small.Coordinates[0], changed] };
        Refusal.Of(GapErrorKind.Io, () => QuipXmlWriter.Write(other, path), "P.xml.sparseX.P2", "other content", "label");
        Assert.Equal(before, Contents(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GAP 1")]
    [InlineData("1GAP")]
    [InlineData("a:b")]
    [InlineData("x><y/")]
    public void Labels_must_be_names(string label) =>
        RefusedUnwritten(GapErrorKind.Argument, Small with { Label = label }, "label", "XML name");

    [Fact]
    public void What_no_file_can_state_is_refused()
    {
        CoordinateDefinition pair = Small.Coordinates[0], soap = Small.Coordinates[1];
        RefusedUnwritten(GapErrorKind.Format, With(pair with { Weights = [double.NaN, 1] }), "alpha", "NaN", "finite");
        RefusedUnwritten(GapErrorKind.Format, With(pair with { SparsePoints = [1] }), "1 sparse point components", "expected 2");
        RefusedUnwritten(GapErrorKind.Argument, With(pair with { LengthScales = [0] }), "length scales");
        RefusedUnwritten(GapErrorKind.Argument, With(soap with { Zeta = null }), "zeta = none", "covariance_type 2");
        RefusedUnwritten(GapErrorKind.Argument, With(pair with { Zeta = 2 }), "zeta = 2");
        RefusedUnwritten(GapErrorKind.Unsupported, With(pair with { Permutations = 2 }), "n_permutations = 2");
        RefusedUnwritten(GapErrorKind.Argument, With(pair with { Descriptor = "distance_2b\u0001" }), "U+0001", "place 12");
        RefusedUnwritten(GapErrorKind.Argument, Small with { CommandLine = "\ud800" }, "U+D800");
        RefusedUnwritten(GapErrorKind.Argument, Small with { IsolatedAtomEnergies = [0, 1] }, "2 isolated-atom energies", "119");
        RefusedUnwritten(GapErrorKind.Argument, Small with { Coordinates = [] }, "0 coordinates");
        GapDefinition sum = SmallPotential.Read(SmallPotential.XmlWithGlue);
        RefusedUnwritten(GapErrorKind.Unsupported, sum with { EnergyScale = 2 }, "E_scale = 2");
    }

    [Theory]
    [InlineData("<Glue_params>", "malformed")]
    [InlineData("</core><core>", "malformed")]
    [InlineData("<quip_params/>", "no Glue_params")]
    [InlineData("<!DOCTYPE a><Glue_params/>", "DOCTYPE")]
    public void Broken_core_text_is_refused(string xml, string says)
    {
        using var folder = new TemporaryFolder();
        Refusal.Of(GapErrorKind.Format, () => QuipXmlWriter.Write(SmallPotential.Read(SmallPotential.XmlWithGlue), folder.File("P.xml"),
            new QuipXmlWriterOptions { CoreXml = xml }), says);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void Folders_and_missing_folders_are_refused()
    {
        using var folder = new TemporaryFolder();
        Refusal.Of(GapErrorKind.Io, () => QuipXmlWriter.Write(Small, folder.FullName), "directory");
        Refusal.Of(GapErrorKind.Io, () => QuipXmlWriter.Write(Small, folder.File("no/P.xml")), "cannot be written");
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    private static GapDefinition With(CoordinateDefinition coordinate) => Small with { Coordinates = [coordinate] };

    private static void RefusedUnwritten(GapErrorKind kind, GapDefinition definition, params string[] says)
    {
        using var folder = new TemporaryFolder();
        Refusal.Of(kind, () => QuipXmlWriter.Write(definition, folder.File("P.xml")), says);
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    private static Dictionary<string, string> Contents(TemporaryFolder folder) =>
        Directory.GetFiles(folder.FullName).ToDictionary(file => file, File.ReadAllText);

    /// <summary>Takes some bytes, then has no space left.</summary>
    private sealed class FullStream(string path) : FileStream(path, FileMode.CreateNew)
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }
    }
}
