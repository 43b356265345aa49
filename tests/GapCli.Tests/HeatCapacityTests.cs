using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace GapCli.Tests;

public sealed class HeatCapacityTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>A table of three temperatures: energies of twelve modes with k_B T/2 each, from a fixed sequence.</summary>
    private string Table(string name = "md.csv", params double[] temperatures)
    {
        var random = new Random(3);
        List<string> lines = ["temperature,energy"];
        foreach (double t in temperatures.Length > 0 ? temperatures : [100.0, 130.0, 160.0])
            for (int i = 0; i < 400; i++)
            {
                double energy = -3 - t * 8.617333262e-5 * Enumerable.Range(0, 6).Sum(_ => Math.Log(1 - random.NextDouble()));
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"{t},{energy:R}"));
            }

        return _scratch.Write(name, string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void TablesCurveAndPlotAreWritten()
    {
        Outcome outcome = Gapsharp.Run("heat-capacity", Table(), "--atoms", "6", "--bootstrap", "10", "--method", "both",
            "--csv", _scratch["c.csv"], "--plot", _scratch["c.svg"], "--json", _scratch["c.json"], "--range", "100:160:2");
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.Code);
        Assert.Equal(3, outcome.Lines.Count(line => line.Contains("md.csv")));
        Assert.Contains("C_V with (3N - 6)/2 k of motion, N = 6; C0 = (3N - 9/2) k", outcome.Lines);
        Assert.Contains(outcome.Lines, line => line.StartsWith("histogram and MBAR differ by at most"));
        string[] rows = File.ReadAllLines(_scratch["c.csv"]);
        Assert.Equal(1 + 31, rows.Length);
        Assert.Equal("svg", XDocument.Load(_scratch["c.svg"]).Root!.Name.LocalName);

        JsonElement json = JsonDocument.Parse(File.ReadAllText(_scratch["c.json"])).RootElement;
        JsonElement last = json.GetProperty("curve").EnumerateArray().Last();
        Assert.Equal(160, last.GetProperty("temperature").GetDouble());
        Assert.Equal(double.Parse(rows[^1].Split(',')[3], CultureInfo.InvariantCulture), last.GetProperty("heat_capacity").GetDouble());
        // Twelve modes: 6 k for the energies and as much for the motion, give or take the noise of 1200 samples.
        Assert.Equal(12, last.GetProperty("heat_capacity").GetDouble() / json.GetProperty("boltzmann").GetDouble(), 2.0);
    }

    [Fact]
    public void SeedAndThreadsBehaveAsTheySay()
    {
        string table = Table();
        string Run(params string[] more) =>
            Gapsharp.Run(["heat-capacity", table, "--atoms", "6", "--bootstrap", "5", "--csv", "-", .. more]).IsSuccess().Output;
        Assert.Equal(Run(), Run("--threads", "2"));
        Assert.NotEqual(Run(), Run("--seed", "2"));
    }

    [Fact]
    public void TemperaturesMayBeGivenForEachFile()
    {
        string[] files = [Table("a.csv", 100), Table("b.csv", 130)];
        Outcome outcome = Gapsharp.Run(["heat-capacity", .. files, "--atoms", "6", "--bootstrap", "0", "--temperatures", "101,131"]);
        Assert.Contains(outcome.Lines, line => line.Contains("b.csv") && line.Contains(" 131 "));
        Gapsharp.Run(["heat-capacity", .. files, "--atoms", "6", "--temperatures", "101"]).IsOneLine(1, "--temperatures has 1", "2 files");
    }

    [Fact]
    public void PoorOverlapIsAWarningWithAWayOut()
    {
        Outcome outcome = Gapsharp.Run("heat-capacity", Table("md.csv", 100, 420), "--atoms", "6", "--bootstrap", "0");
        Assert.Equal(0, outcome.Code);
        Assert.Contains("gapsharp: warning: energies at 100 and 420 overlap by", outcome.Error);
        Assert.Contains("simulate also at", outcome.Error);
    }

    [Fact]
    public void UnitsOfALogMustBeKnown()
    {
        const string run = "run 1\nStep Temp PotEng\n0 300 -5\n1 300 -6\n2 300 -5\nLoop time of 1 on 1 procs for 2 steps with 7 atoms\n";
        string real = _scratch.Write("real.log", "units real\n" + run), metal = _scratch.Write("metal.log", "units metal\n" + run);
        Gapsharp.Run("heat-capacity", real).IsOneLine(1, "real.log", "units real", "--boltzmann 0.0019872");
        Assert.Contains(Gapsharp.Run("heat-capacity", metal, "--bootstrap", "0").IsSuccess().Lines, line => line.Contains("N = 7"));
    }

    [Theory]
    [InlineData(2, "--range", "100:90:1")]
    [InlineData(2, "--range", "100:200")]
    [InlineData(2, "--method", "guess")]
    [InlineData(2, "--kinetic", "none")]
    [InlineData(2, "--temperatures", "100,-1")]
    [InlineData(2, "--columns", "energy")]
    [InlineData(2, "--bins", "1")]
    [InlineData(1, "--plot", "c.pdf")]
    public void WrongOptionsAreRefused(int code, string option, string value) =>
        Gapsharp.Run("heat-capacity", Table(), "--atoms", "6", option, value).IsOneLine(code, value);

    [Fact]
    public void WrongFilesAreRefused()
    {
        Gapsharp.Run("heat-capacity", Table()).IsOneLine(1, "how many atoms", "--atoms N");
        Gapsharp.Run("heat-capacity", Table(), "--atoms", "2").IsOneLine(1, "atoms is 2");
        Gapsharp.Run("heat-capacity", _scratch["none.csv"], "--atoms", "6").IsOneLine(1, "none.csv", "no such file", "LAMMPS log");
        Gapsharp.Run("heat-capacity", Table(), "--atoms", "6", "--csv", _scratch["md.csv"]).IsOneLine(1, "md.csv is an input");
        Gapsharp.Run("heat-capacity", _scratch.Write("x.csv", "a,b\n1,2\n"), "--atoms", "6").IsOneLine(1, "x.csv", "expected");
    }
}
