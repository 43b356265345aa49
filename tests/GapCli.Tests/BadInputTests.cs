namespace GapCli.Tests;

/// <summary>Every bad input ends in exit code 1 and one line that says what, value, expected and where; nothing is written.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("too few atoms", "3\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("no atoms", "0\nProperties=species:S:1:pos:R:3\n")]
    [InlineData("negative count", "-2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\n")]
    [InlineData("count too large", "99999999999999\nProperties=species:S:1:pos:R:3\nNa 0 0 0\n")]
    [InlineData("count not a number", "two\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("position not a number", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa nan 0 0\n")]
    [InlineData("position infinite", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa inf 0 0\n")]
    [InlineData("missing column", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0\n")]
    [InlineData("unknown element", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nXy 3 0 0\n")]
    [InlineData("element the potential does not know", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nFe 3 0 0\n")]
    [InlineData("coincident atoms", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 0 0 0\n")]
    [InlineData("flat cell", "2\nLattice=\"5 0 0 0 5 0 5 5 0\" Properties=species:S:1:pos:R:3 pbc=\"T T T\"\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("lattice too short", "2\nLattice=\"5 0 0 0 5 0\" Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("lattice not a number", "2\nLattice=\"5 0 0 0 x 0 0 0 5\" Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("open quote", "2\nLattice=\"5 0 0 0 5 0 0 0 5 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("bad Properties", "2\nProperties=species:S:1:pos:Q:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("no positions", "2\nProperties=species:S:1:charge:R:1\nNa 0\nNa 3\n")]
    [InlineData("integer positions", "2\nProperties=species:S:1:pos:I:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("empty file", "")]
    public void Structures(string what, string text)
    {
        string file = _scratch.Write("in.xyz", text);
        string output = _scratch["out.xyz"];
        Outcome run = Gapsharp.Run("evaluate", Reference.Sodium, file, "-o", output);
        run.IsOneLine(1, file);
        Assert.False(File.Exists(output), what);
    }

    [Theory]
    [InlineData("integer energies", "2\nenergy=-3 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("integer forces", "2\nProperties=species:S:1:pos:R:3:forces:I:3\nNa 0 0 0 1 1 1\nNa 3 0 0 1 1 1\n")]
    [InlineData("carriage returns", "2\r\nProperties=species:S:1:pos:R:3\r\nNa 0 0 0\r\nNa 3 0 0\r\n")]
    [InlineData("plain xyz", "2\na dimer\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("no final newline", "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0")]
    public void OddButReadableStructures(string what, string text)
    {
        string expected = Energy("2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n");
        Assert.True(expected == Energy(text), what);
    }

    [Fact]
    public void TheFrameThatFailsIsNamed()
    {
        string file = _scratch.Write("in.xyz", Samples.Dimer + Samples.Dimer.Replace("3.2", "0.0"));
        Outcome run = Gapsharp.Run("evaluate", Reference.Sodium, file, "-o", _scratch["out.xyz"]);
        run.IsOneLine(1, "coincide", "frame 1", file, "line 5");
    }

    [Fact]
    public void FramesBeforeTheFailingOneAreWholeOnStandardOutput()
    {
        Outcome run = Gapsharp.RunWithInput(Samples.Dimer + "2\n", "evaluate", Reference.Sodium, "-");
        Assert.Equal(1, run.Code);
        Assert.Equal(4, run.Lines.Length);
    }

    [Theory]
    [InlineData("truncated", "<GAP_1><Potential label=\"GAP_1\" init_args=\"IP GAP label=GAP_1\"/>")]
    [InlineData("not XML", "2\nProperties=species:S:1:pos:R:3\n")]
    [InlineData("entity bomb", "<!DOCTYPE a [<!ENTITY b \"&c;&c;&c;\"><!ENTITY c \"dddd\">]><GAP_1>&b;</GAP_1>")]
    [InlineData("external entity", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><GAP_1>&b;</GAP_1>")]
    [InlineData("another document", "<html><body/></html>")]
    [InlineData("empty", "")]
    public void Potentials(string what, string text)
    {
        string model = _scratch.Write("model.xml", text);
        string frames = _scratch.Write("in.xyz", Samples.Dimer);
        Gapsharp.Run("evaluate", model, frames, "-o", _scratch["out.xyz"]).IsOneLine(1, "model.xml");
        Gapsharp.Run("info", model).IsOneLine(1, "model.xml");
        Assert.False(File.Exists(_scratch["out.xyz"]), what);
    }

    [Theory]
    [InlineData("wrong checksum", "sparseX_md5sum=\"", "sparseX_md5sum=\"0")]
    [InlineData("path outside the folder", "sparseX_filename=\"", "sparseX_filename=\"../")]
    [InlineData("absolute path", "sparseX_filename=\"na.xml.sparseX.GAP_2026_11_20_0_23_43_31_3942\"", "sparseX_filename=\"/etc/passwd\"")]
    [InlineData("device", "sparseX_filename=\"na.xml.sparseX.GAP_2026_11_20_0_23_43_31_3942\"", "sparseX_filename=\"/dev/zero\"")]
    [InlineData("absurd count", "n_sparseX=\"600\"", "n_sparseX=\"2000000000\"")]
    [InlineData("too many points promised", "n_sparseX=\"600\"", "n_sparseX=\"601\"")]
    [InlineData("weight not a number", "alpha=\"", "alpha=\"nan")]
    [InlineData("kernel unknown", "covariance_type=\"2\"", "covariance_type=\"3\"")]
    [InlineData("not fitted", "fitted=\"T\"", "fitted=\"F\"")]
    public void DamagedPotentials(string what, string old, string replacement)
    {
        string[] sources = Directory.GetFiles(Reference.Path("na-dft"), "na.xml*");
        foreach (string source in sources)
            File.Copy(source, _scratch[Path.GetFileName(source)]);
        string text = File.ReadAllText(_scratch["na.xml"]);
        Assert.Contains(old, text);
        File.WriteAllText(_scratch["na.xml"], text.Replace(old, replacement));
        string frames = _scratch.Write("in.xyz", Samples.Dimer);
        Gapsharp.Run("evaluate", _scratch["na.xml"], frames, "-o", _scratch["out.xyz"]).IsOneLine(1, "na.xml");
        Assert.False(File.Exists(_scratch["out.xyz"]), what);
    }

    [Fact]
    public void FilesThatAreNotThereAreNamed()
    {
        Gapsharp.Run("evaluate", Reference.Sodium, _scratch["none.xyz"]).IsOneLine(1, "none.xyz", "no such file", "expected");
        Gapsharp.Run("evaluate", _scratch["none.xml"], "-").IsOneLine(1, "none.xml");
        Gapsharp.Run("info", _scratch.Folder).IsOneLine(1, _scratch.Folder, "expected");
        Gapsharp.Run("describe", _scratch.Folder, "--descriptor", "distance_2b cutoff=4").IsOneLine(1, _scratch.Folder, "a directory");
    }

    private static string Energy(string text)
    {
        string line = Gapsharp.RunWithInput(text, "evaluate", Reference.Sodium, "-", "--json", "--properties", "energy").IsSuccess().Output;
        return line;
    }
}
