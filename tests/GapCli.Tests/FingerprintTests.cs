using System.Globalization;
using System.Text.Json;

namespace GapCli.Tests;

public class FingerprintTests
{
    private static readonly double Overlap = Math.Exp(-Math.Pow(3.2 / (2 * 1.54 * 0.52918 / 0.52917720859), 2));

    [Fact]
    public void EachFrameIsALineOfEigenvalues()
    {
        string[] lines = Gapsharp.RunWithInput(Samples.Dimer + Samples.Dimer, "fingerprint", "-", "--orbitals", "s").IsSuccess().Lines;
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0], lines[1]);
        double[] values = Numbers(lines[0]);
        Assert.Equal(2, values.Length);
        Assert.Equal(1 + Overlap, values[0], 1e-14);
        Assert.Equal(1 - Overlap, values[1], 1e-14);
        Assert.Equal(8, Numbers(Gapsharp.RunWithInput(Samples.Dimer, "fingerprint", "-").IsSuccess().Lines[0]).Length);
    }

    [Fact]
    public void EachEnvironmentIsALine()
    {
        string[] lines = Gapsharp.RunWithInput(Samples.Dimer, "fingerprint", "-", "--local", "2", "--orbitals", "s").IsSuccess().Lines;
        Assert.Equal(2, lines.Length);

        // [[1, f S], [f S, f^2]] with f = (1 - d^2/(4 w^2))^2.
        double f = Math.Pow(1 - 3.2 * 3.2 / 16, 2);
        double[] values = Numbers(lines[1]);
        Assert.Equal(1 + f * f, values.Sum(), 1e-14);
        Assert.Equal(f * f * (1 - Overlap * Overlap), values[0] * values[1], 1e-14);
    }

    [Fact]
    public void JsonSaysWhatItIs()
    {
        JsonElement whole = Json("--json");
        Assert.Equal("sp", whole.GetProperty("orbitals").GetString());
        Assert.Equal(2, whole.GetProperty("atoms").GetInt32());
        Assert.Equal(8.0, whole.GetProperty("values").EnumerateArray().Sum(value => value.GetDouble()), 1e-13);
        Assert.False(whole.TryGetProperty("environments", out _));
        JsonElement local = Json("--json", "--local", "3.5");
        Assert.Equal(3.5, local.GetProperty("width").GetDouble());
        Assert.Equal(2, local.GetProperty("environments").GetArrayLength());
        Assert.Equal(8, local.GetProperty("environments")[0].GetArrayLength());

        static JsonElement Json(params string[] options) => JsonDocument.Parse(
            Gapsharp.RunWithInput(Samples.Dimer, ["fingerprint", "-", .. options]).IsSuccess().Lines[0]).RootElement;
    }

    [Fact]
    public void PeriodicFramesAreRefused() => Gapsharp.RunWithInput(
        "1\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3\nNa 0 0 0\n", "fingerprint", "-").IsOneLine(1, "periodic", "frame 0");

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
