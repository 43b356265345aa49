using GapCore.IO.ExtendedXyz;

namespace GapCli.Tests;

public sealed class DeduplicateTests : IDisposable
{
    /// <summary>Three views of a bent chain (moved; turned and renumbered; with another energy) and a straight one.</summary>
    private const string Minima =
        "3\nenergy=-3.0001 note=\"first  view\" uid=a Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\nNa 3 3.5 0\n"
        + "3\r\nenergy=-3.0004 uid=b Properties=species:S:1:pos:R:3\r\nNa 5 5 8.5\r\nNa 2 5 5\r\nNa 5 5 5\r\n"
        + "3\nenergy=-2.5 uid=c Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\nNa 3 3.5 0\n"
        + "3\nenergy=-3.0002 uid=d Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\nNa 6.5 0 0\n";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string[] Kept(params string[] options)
    {
        Gapsharp.Run(["deduplicate", _scratch.Write("minima.xyz", Minima), "-o", _scratch["distinct.xyz"], .. options]).IsSuccess();
        return [.. ExtendedXyzReader.Read(_scratch["distinct.xyz"]).Select(frame => frame.TryGetText("uid", out string? uid) ? uid : "")];
    }

    [Theory]
    [InlineData("fingerprint")]
    [InlineData("distances")]
    [InlineData("inertia")]
    [InlineData("inertia,distances,fingerprint")]
    public void TheLowestOfTheSameStays(string rule)
    {
        Assert.Equal(["b", "c", "d"], Kept("--rule", rule));
        Assert.Equal(["b", "d"], Kept("--rule", rule, "--energy-window", "1"));
        Assert.Equal(["a", "b", "c", "d"], Kept("--rule", rule, "--energy-window", "1e-4"));
        Assert.Equal(["b", "c", "d"], Kept("--rule", rule, "--threads", "3"));
    }

    [Fact]
    public void TheThresholdDecides() => Assert.Equal(["b", "c"], Kept("--fingerprint-threshold", "100"));

    [Fact]
    public void FramesAreCopiedAsTheyAre()
    {
        Kept("--energy-window", "1e-9");
        Assert.Equal(Minima.Replace("\r", ""), File.ReadAllText(_scratch["distinct.xyz"]));
    }

    [Fact]
    public void TheTableCounts()
    {
        string[] lines = Gapsharp.Run("deduplicate", _scratch.Write("minima.xyz", Minima), "-o", _scratch["d.xyz"]).IsSuccess().Lines;
        Assert.Contains(lines, line => Words(line) is ["Na3", "4", "3", "-3.000400", "2"]);
        Assert.Contains(lines, line => Words(line) is ["total", "4", "3"]);

        static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void EnergiesMayHaveAnotherName()
    {
        string pool = _scratch.Write("pool.xyz", Minima.Replace("energy=", "dft_energy="));
        Gapsharp.Run("deduplicate", pool, "-o", _scratch["d.xyz"]).IsOneLine(1, "a minimum without energy", "pool.xyz:1");
        Gapsharp.Run("deduplicate", pool, "-o", _scratch["d.xyz"], "--energy-key", "dft_energy").IsSuccess();
        Assert.Equal(["d.xyz", "pool.xyz"], _scratch.Files);
    }

    [Fact]
    public void WhatIsNoClusterIsRefusedWithItsPlace()
    {
        string crystal = "2\nenergy=0 Lattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3 0 0\n";
        string pool = _scratch.Write("pool.xyz", Minima + crystal);
        Gapsharp.Run("deduplicate", pool, "-o", _scratch["d.xyz"]).IsOneLine(1, "periodic", "free clusters", "pool.xyz:21");
        Assert.Equal(["pool.xyz"], _scratch.Files);
    }
}
