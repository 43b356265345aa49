using System.IO.Compression;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Xml.Linq;

namespace GapCli.Tests;

public sealed class ValidateTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static JsonElement Json(params string[] options) => JsonDocument.Parse(Assert.Single(
        Gapsharp.Run(["validate", Reference.Sodium, Reference.SodiumFrames, "--json", "-", .. options]).IsSuccess().Lines)).RootElement;

    private static double Number(JsonElement group, string quantity, string statistic) =>
        group.GetProperty(quantity).GetProperty(statistic).GetDouble();

    /// <summary>The figures that the reference program gives for this potential and these data.</summary>
    [Fact]
    public void ErrorsAreTheReferenceProgramsOnes()
    {
        JsonElement total = Json().GetProperty("total");
        Assert.Equal(24, total.GetProperty("configurations").GetInt32());
        Assert.Equal(4.59e-3, Number(total, "energy_per_atom", "rmse"), 5e-6);
        Assert.Equal(35.6e-3, Number(total, "force", "rmse"), 5e-5);
        Assert.Equal(3 * total.GetProperty("atoms").GetInt64(), total.GetProperty("force").GetProperty("count").GetInt64());
        Assert.False(total.TryGetProperty("virial_per_atom", out _));
        Assert.InRange(total.GetProperty("pearson_r").GetDouble(), 0.99, 1.0);
    }

    [Fact]
    public void GroupsAddUpToTheTotal()
    {
        JsonElement report = Json();
        foreach (string grouping in (string[])["by_config_type", "by_size"])
        {
            JsonElement[] groups = [.. report.GetProperty(grouping).EnumerateArray()];
            Assert.True(groups.Length > 1);
            Assert.Equal(24, groups.Sum(group => group.GetProperty("configurations").GetInt32()));
            Assert.Equal(
                Number(report.GetProperty("total"), "energy", "max"), groups.Max(group => Number(group, "energy", "max")));
        }

        Assert.Equal(["energy", "forces"], report.GetProperty("found_names").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public void ThreadsDoNotChangeACharacter() =>
        Assert.Equal(Json().GetRawText(), Json("--threads", "3").GetRawText());

    [Fact]
    public void TablesHaveARowForEveryGroup()
    {
        string[] lines = Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames).IsSuccess().Lines;
        Assert.Contains("data: energy, forces", lines);
        Assert.Equal(3, lines.Count(line => line.TrimStart().StartsWith("total ")));
        Assert.Equal(3, lines.Count(line => line.TrimStart().StartsWith("8 atoms ")));
        Assert.Contains(lines, line => line.Contains("RMSE meV/atom") && line.Contains("max |dE/E| %"));
        Assert.Contains(lines, line => line.Contains("RMSE kcal/(mol atom)") && line.Contains("Pearson r"));
        Assert.DoesNotContain(lines, line => line.Contains("virial"));
    }

    [Theory]
    [InlineData("size", true, false)]
    [InlineData("config_type", false, true)]
    [InlineData("size,config_type", true, true)]
    public void ByChoosesTheGroups(string by, bool sizes, bool types)
    {
        string output = Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--by", by).IsSuccess().Output;
        Assert.Equal(sizes, output.Contains("8 atoms "));
        Assert.Equal(types, output.Contains("isomer_sampler "));
    }

    [Fact]
    public void SubsetsHoldTogether()
    {
        JsonElement report = Json("--subset", "size>=8", "--subset", "size<=8");
        Assert.Equal("8", Assert.Single(report.GetProperty("by_size").EnumerateArray()).GetProperty("name").GetString());
        int eight = report.GetProperty("total").GetProperty("configurations").GetInt32();
        int others = Json("--subset", "size!=8").GetProperty("total").GetProperty("configurations").GetInt32();
        Assert.Equal(24, eight + others);
        Assert.Equal(24, Json("--subset", "split=test").GetProperty("total").GetProperty("configurations").GetInt32());
    }

    [Fact]
    public void SeveralFilesAndGzipAreReadAsOne()
    {
        string packed = _scratch["test.xyz.gz"];
        using (var stream = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
            stream.Write(File.ReadAllBytes(Reference.SodiumFrames));
        Outcome run = Gapsharp.Run("validate", Reference.Sodium, packed, Reference.SodiumFrames, "--json", "-");
        JsonElement total = JsonDocument.Parse(Assert.Single(run.IsSuccess().Lines)).RootElement.GetProperty("total");
        Assert.Equal(48, total.GetProperty("configurations").GetInt32());
        Assert.Equal(4.59e-3, Number(total, "energy_per_atom", "rmse"), 5e-6);
    }

    [Fact]
    public void CsvHasALineForEveryConfiguration()
    {
        Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--csv", _scratch["frames.csv"]).IsSuccess();
        string[] lines = File.ReadAllLines(_scratch["frames.csv"]);
        Assert.Equal(25, lines.Length);
        Assert.All(lines, line => Assert.Equal(17, line.Split(',').Length));
        Assert.StartsWith($"0,{Reference.SodiumFrames},1,isomer_sampler,8,-46.24538158,", lines[1]);
    }

    [Fact]
    public void StandardOutputHoldsTheCsvAlone() => Assert.Equal(
        25, Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--csv", "-").IsSuccess().Lines.Length);

    [Fact]
    public void PlotIsSvg()
    {
        Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--plot", _scratch["parity.svg"]).IsSuccess();
        XElement plot = XDocument.Load(_scratch["parity.svg"]).Root!;
        Assert.Equal("svg", plot.Name.LocalName);
        Assert.True(plot.Descendants().Count(element => element.Name.LocalName == "circle") > 24 + 3 * 24);
        Assert.Equal(["parity.svg"], _scratch.Files);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void PngIsWhatTheConverterMakesOfTheSvg()
    {
        string converter = _scratch.Write("rsvg-convert", "#!/bin/sh\n[ \"$3\" = --output ] && cat > \"$4\"\n");
        File.SetUnixFileMode(converter, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string? path = Environment.GetEnvironmentVariable("PATH");
        try
        {
            Environment.SetEnvironmentVariable("PATH", $"{_scratch.Folder}:{path}");
            Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--plot", _scratch["parity.png"]).IsSuccess();
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
        }

        Assert.Equal("svg", XDocument.Load(_scratch["parity.png"]).Root!.Name.LocalName);
        Assert.Equal(["parity.png", "rsvg-convert"], _scratch.Files);
    }

    [Fact]
    public void OtherPlotsAreRefusedBeforeAnythingIsComputed()
    {
        Gapsharp.Run("validate", "none.xml", "none.xyz", "--plot", "parity.pdf").IsOneLine(1, "parity.pdf", ".svg");
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "rsvg-convert"))))
            Gapsharp.Run("validate", "none.xml", "none.xyz", "--plot", "parity.png").IsOneLine(1, "rsvg-convert", "parity.svg");
    }

    [Fact]
    public void WhatIsReadIsNotOverwritten()
    {
        string file = _scratch.Write("in.xyz", Samples.Annotated);
        foreach (string option in (string[])["--csv", "--json", "--plot"])
            Gapsharp.Run("validate", Reference.Sodium, file, option, file).IsOneLine(1, "in.xyz", "another name");
        Assert.Equal(Samples.Annotated, File.ReadAllText(file));
    }

    [Fact]
    public void NamesOfTheDataCanBeGiven()
    {
        string text = Samples.Annotated.Replace("forces:R:3", "dft_forces:R:3").Replace("stress=\"1 0 0 0 1 0 0 0 1\"", "");
        Outcome run = Gapsharp.RunWithInput(
            text, "validate", Reference.Sodium, "-", "--energy-key", "dft_energy", "--force-key", "dft_forces", "--json", "-");
        JsonElement report = JsonDocument.Parse(Assert.Single(run.IsSuccess().Lines)).RootElement;
        Assert.Equal(["dft_energy", "dft_forces"], report.GetProperty("found_names").EnumerateArray().Select(name => name.GetString()));
        Assert.InRange(Number(report.GetProperty("total"), "force", "max"), 8.0, 10.0);
    }

    [Theory]
    [InlineData("stress without", "2\nstress=\"1 0 0 0 1 0 0 0 1\" Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n")]
    [InlineData("without data", Samples.Dimer)]
    [InlineData("coincide", "2\nenergy=1 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 0 0 0\n")]
    [InlineData("is empty", "")]
    public void BadDataAreOneLine(string what, string text) =>
        Gapsharp.RunWithInput(text, "validate", Reference.Sodium, "-").IsOneLine(1, what, "standard input");
}
