using System.Diagnostics;
using GapCore.IO.QuipXml;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>Sidecars: forms, check sums, counts, and where they may lie.</summary>
public sealed class SparsePointFileTests
{
    private const string Md5 = " sparseX_md5sum=\"09644bde7a2fce70dcc8d4c9568b49dc\"";

    private static readonly string Unchecked = SmallPotential.Changed(Md5, "");

    [Theory]
    [InlineData("1 -.25 3\n4 5 6")]
    [InlineData("1 -.25 3 4 5 6\n")]
    [InlineData("\r\n1.0D0\r\n-2.5d-1\r\n.3E+001\r\n\r\n4.\r\n+5\r\n6\r\n\r\n")]
    [InlineData("\t1\t-2.5E-01\t3\n\n\n   4   5   6   ")]
    public void Reads_numbers_however_they_are_laid_out(string text) =>
        Assert.Equal([1.0, -0.25, 3.0, 4.0, 5.0, 6.0], SmallPotential.Read(Unchecked, text).Coordinates[1].SparsePoints);

    [Fact]
    public void Reads_across_block_boundaries()
    {
        const int count = 300_000;
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i) * Math.Pow(10, i % 40 - 30))];
        string text = string.Concat(numbers.Select((number, i) => number.ToString("E20", null) + (i % 3 == 0 ? "\r\n" : " ")));
        string xml = SmallPotential.Changed("dimensions=\"3\"", $"dimensions=\"{count / 2}\"", Unchecked);
        Assert.Equal(numbers, SmallPotential.Read(xml, text).Coordinates[1].SparsePoints);
    }

    [Theory]
    [InlineData("1 2 3 4 5\n", "has 5 numbers", "exactly 6", "P.xml:16")]
    [InlineData("1 2 3 4 5 6 7\n", "goes on after 6 numbers", "line 1", "exactly 6")]
    [InlineData("1\n2\n3\n4\n5\n6\n7", "line 7")]
    [InlineData("1\n2\nNaN\n4\n5\n6\n", "\"NaN\" at line 3", "finite")]
    [InlineData("1\n2\n-inf\n4\n5\n6\n", "\"-inf\" at line 3")]
    [InlineData("1\n2\n1e999\n4\n5\n6\n", "\"1e999\" at line 3")]
    [InlineData("1\n2\nabc\n4\n5\n6\n", "\"abc\" at line 3")]
    [InlineData("1,2,3,4,5,6\n", "\"1,2,3,4,5,6\" at line 1")]
    [InlineData("1\n2\n3\n4\n5\n6\0\n", "at line 6", "finite")]
    [InlineData("1\n2\n3\n4\n5\n6\n\0", "at line 7", "finite")]
    [InlineData("1 2", "3 bytes", "too few for the 6 numbers")]
    public void Refuses_wrong_contents(string text, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(Unchecked, text), ["sparse point file", SmallPotential.Sidecar, .. says]);

    [Fact]
    public void Refuses_endless_numbers() =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(Unchecked, new string('1', 3_000_000)), "line 1", "finite");

    [Theory]
    [InlineData("dimensions=\"3\"", "dimensions=\"2000000000\"", "too few for the 4000000000 numbers")]
    [InlineData("dimensions=\"3\"", "dimensions=\"200000000\"", "too few for the 400000000 numbers")]
    [InlineData("dimensions=\"3\"", "dimensions=\"4\"", "has 6 numbers", "exactly 8")]
    [InlineData("09644bde7a2fce70dcc8d4c9568b49dc", "00644bde7a2fce70dcc8d4c9568b49dc", "MD5 09644bde7a2fce70dcc8d4c9568b49dc", "00644bde7a2fce70dcc8d4c9568b49dc")]
    [InlineData("09644bde7a2fce70dcc8d4c9568b49dc", "x", "MD5", "\"x\"")]
    [InlineData("\"P.xml.sparseX.P2\"", "\"../P.xml.sparseX.P2\"", "outside the folder")]
    [InlineData("\"P.xml.sparseX.P2\"", "\"sub/../../P2\"", "outside the folder")]
    [InlineData("\"P.xml.sparseX.P2\"", "\"/etc/passwd\"", "\"/etc/passwd\"", "outside the folder")]
    [InlineData("\"P.xml.sparseX.P2\"", "\"/dev/zero\"", "outside the folder")]
    [InlineData("\"P.xml.sparseX.P2\"", "\".\"", "outside the folder")]
    [InlineData("\"P.xml.sparseX.P2\"", "\"..\"", "outside the folder")]
    public void Refuses_wrong_announcements(string part, string replacement, params string[] says) =>
        Refusal.Of(GapErrorKind.Format, () => SmallPotential.Read(SmallPotential.Changed(part, replacement)), [.. says, "P.xml:16"]);

    [Fact]
    public void Refuses_missing_files() =>
        Refusal.Of(GapErrorKind.Io, () => SmallPotential.Read(SmallPotential.Xml, sidecar: null), SmallPotential.Sidecar, "does not exist", "P.xml:16");

    [Fact]
    public void Refuses_empty_files() =>
        Refusal.Of(GapErrorKind.Io, () => SmallPotential.Read(SmallPotential.Xml, ""), SmallPotential.Sidecar, "empty");

    [Fact]
    public void Refuses_sidecars_of_potentials_from_memory() =>
        Refusal.Of(GapErrorKind.Io, () => SmallPotential.ReadFromMemory(SmallPotential.Xml), SmallPotential.Sidecar, "did not come from a folder");

    [Theory]
    [InlineData("folder", "is a directory")]
    [InlineData("pipe", "no regular file")]
    [InlineData("zero", "no regular file")]
    [InlineData("loop", "cannot be read")]
    [InlineData("dangling", "does not exist")]
    public void Refuses_what_is_no_regular_file(string sort, string says)
    {
        using var folder = new TemporaryFolder();
        string sidecar = folder.File(SmallPotential.Sidecar);
        switch (sort)
        {
            case "folder":
                Directory.CreateDirectory(sidecar);
                break;
            case "pipe":
                Process.Start("mkfifo", sidecar).WaitForExit();
                Assert.True(File.Exists(sidecar));
                break;
            case "zero":
                File.CreateSymbolicLink(sidecar, "/dev/zero");
                break;
            case "loop":
                File.CreateSymbolicLink(sidecar, sidecar);
                break;
            default:
                File.CreateSymbolicLink(sidecar, folder.File("gone"));
                break;
        }

        Refusal.Of(GapErrorKind.Io, () => QuipXmlReader.Read(folder.Write("P.xml", SmallPotential.Xml)), SmallPotential.Sidecar, says);
    }

    [Fact]
    public void Follows_links_to_regular_files()
    {
        using var folder = new TemporaryFolder();
        using var store = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File(SmallPotential.Sidecar), store.Write("blob", SmallPotential.SidecarText));
        Assert.Equal(6.0, QuipXmlReader.Read(folder.Write("P.xml", SmallPotential.Xml)).Coordinates[1].SparsePoints[5]);
    }

    [Theory]
    [InlineData("missing.xml", "does not exist")]
    [InlineData("", "is a directory")]
    [InlineData("empty.xml", "empty")]
    public void Refuses_potential_files_that_cannot_be_read(string name, string says)
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty.xml", "");
        Refusal.Of(GapErrorKind.Io, () => QuipXmlReader.Read(folder.File(name)), "potential file", says);
    }
}
