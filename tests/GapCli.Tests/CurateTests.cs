using GapCore.IO.ExtendedXyz;

namespace GapCli.Tests;

public sealed class CurateTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string[] Curate(params string[] options) =>
        Gapsharp.Run(["curate", Reference.SodiumFrames, "-o", _scratch["out.xyz"], .. options]).IsSuccess().Lines;

    private List<ExtendedXyzFrame> Read(string name) => [.. ExtendedXyzReader.Read(_scratch[name])];

    [Fact]
    public void WithoutRulesThePoolIsCopied()
    {
        string[] lines = Curate();
        Assert.Equal(File.ReadAllText(Reference.SodiumFrames), File.ReadAllText(_scratch["out.xyz"]));
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["total", "24", "24", "24", "0"]);
        Assert.Equal(16, lines.Count(line => line.Contains(" .. ")));
        Assert.Equal(["out.xyz"], _scratch.Files);
    }

    [Fact]
    public void ANumberOverTheRangeOfEnergies()
    {
        Curate("--per-size", "2", "--uniform-energy");
        List<ExtendedXyzFrame> chosen = Read("out.xyz");
        List<ExtendedXyzFrame> pool = [.. ExtendedXyzReader.Read(Reference.SodiumFrames)];
        static double Energy(ExtendedXyzFrame frame) => frame.TryGetReal("energy", out double energy) ? energy : throw new InvalidDataException();
        foreach (IGrouping<int, ExtendedXyzFrame> size in pool.GroupBy(frame => frame.Structure.Count))
        {
            double[] energies = [.. chosen.Where(frame => frame.Structure.Count == size.Key).Select(Energy).Order()];
            Assert.Equal(size.Min(Energy), energies[0]);
            Assert.Equal(size.Max(Energy), energies[^1]);
            Assert.Equal(Math.Min(2, size.Count()), energies.Length);
        }
    }

    [Fact]
    public void PartsAreWrittenIntoTheCommentLines()
    {
        Curate("--split", "train=0.5,test=0.5", "--seed", "7");
        List<ExtendedXyzFrame> frames = Read("out.xyz");
        Assert.Equal(24, frames.Count);
        string[] parts = [.. frames.Select(frame => frame.TryGetText("split", out string? part) ? part : "")];
        Assert.Equal(12, parts.Count(part => part == "train"));
        Assert.Equal(12, parts.Count(part => part == "test"));
        string once = File.ReadAllText(_scratch["out.xyz"]);
        Curate("--split", "train=0.5,test=0.5", "--seed", "7");
        Assert.Equal(once, File.ReadAllText(_scratch["out.xyz"]));
    }

    [Fact]
    public void PartsMayBeFiles()
    {
        Curate("--split", "train=0.75,test=0.25", "--split-files");
        Assert.Equal(["out.test.xyz", "out.train.xyz"], _scratch.Files);
        Assert.Equal(18, Read("out.train.xyz").Count);
        Assert.Equal(6, Read("out.test.xyz").Count);
    }

    [Fact]
    public void WhatThePotentialGetsWrongIsChosen()
    {
        string[] lines = Curate("--model", Reference.Sodium, "--force-error", "0.05", "--add", "3", "--threads", "2");
        List<ExtendedXyzFrame> chosen = Read("out.xyz");
        Assert.Equal(3, chosen.Count);
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["total", "24", "24", "3", "3"]);

        // The worst three, by the validation's own figures.
        Gapsharp.Run("validate", Reference.Sodium, Reference.SodiumFrames, "--csv", _scratch["frames.csv"]).IsSuccess();
        IEnumerable<int> worst = File.ReadAllLines(_scratch["frames.csv"]).Skip(1).Select(line => line.Split(','))
            .OrderByDescending(cells => double.Parse(cells[12], System.Globalization.CultureInfo.InvariantCulture))
            .Take(3).Select(cells => int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture)).Order();
        ExtendedXyzFrame[] pool = [.. ExtendedXyzReader.Read(Reference.SodiumFrames)];
        Assert.Equal(worst.Select(index => Uid(pool[index])), chosen.Select(Uid));
    }

    [Fact]
    public void DuplicatesGo()
    {
        string twice = File.ReadAllText(Reference.SodiumFrames);
        string pool = _scratch.Write("pool.xyz", twice + twice);
        string[] lines = Gapsharp.Run("curate", pool, "-o", _scratch["out.xyz"], "--energy-window", "1e-6").IsSuccess().Lines;
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["total", "48", "24", "24", "0"]);
        Assert.Equal(24, Read("out.xyz").Count);
    }

    [Fact]
    public void AnInputIsNotOverwritten()
    {
        string pool = _scratch.Write("pool.xyz", Samples.Annotated);
        Gapsharp.Run("curate", pool, "-o", pool).IsOneLine(1, "pool.xyz", "another name");
        Assert.Equal(Samples.Annotated, File.ReadAllText(pool));
    }

    [Fact]
    public void FramesThatCannotBeReadLeaveNothing()
    {
        string pool = _scratch.Write("pool.xyz", Samples.Annotated + "2\n");
        Gapsharp.Run("curate", pool, "-o", _scratch["out.xyz"]).IsOneLine(1, "pool.xyz:5");
        Assert.Equal(["pool.xyz"], _scratch.Files);
    }

    private static string Uid(ExtendedXyzFrame frame) => frame.TryGetText("uid", out string? uid) ? uid : "";
}
