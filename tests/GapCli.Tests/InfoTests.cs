using System.Text.Json;

namespace GapCli.Tests;

public class InfoTests
{
    private static JsonElement Json(string model) =>
        JsonDocument.Parse(Assert.Single(Gapsharp.Run("info", model, "--json").IsSuccess().Lines)).RootElement;

    [Fact]
    public void JsonDescribesThePotential()
    {
        JsonElement report = Json(Reference.Sodium);
        Assert.Equal("Na", Assert.Single(report.GetProperty("species").EnumerateArray()).GetString());
        Assert.Equal(8.0, report.GetProperty("cutoff").GetDouble());
        Assert.StartsWith("GAP_2026", report.GetProperty("label").GetString());
        Assert.Equal(64, report.GetProperty("sha256").GetString()!.Length);
        Assert.True(report.GetProperty("loaded_bytes").GetInt64() >= 0);
        JsonElement[] terms = [.. report.GetProperty("terms").EnumerateArray()];
        Assert.Equal(["distance_2b", "soap"], terms.Select(term => term.GetProperty("descriptor").GetString()));
        Assert.Equal(["ard_se", "dot_product"], terms.Select(term => term.GetProperty("kernel").GetString()));
        Assert.Equal([20, 600], terms.Select(term => term.GetProperty("sparse_points").GetInt32()));
        Assert.Equal([1, 253], terms.Select(term => term.GetProperty("dimensions").GetInt32()));
        Assert.Equal([1, 183], terms.Select(term => term.GetProperty("numerical_rank").GetInt32()));
        Assert.Equal([false, true], terms.Select(term => term.GetProperty("compressed").GetBoolean()));
        Assert.Equal(1, terms[0].GetProperty("components").GetInt32());
        Assert.InRange(terms[1].GetProperty("components").GetInt32(), 183, 252);
        Assert.Equal(1e-10, report.GetProperty("compression_bound").GetDouble());
        Assert.Equal(8L * (20 * 3 + 600 * 255), report.GetProperty("sparse_bytes").GetInt64());
    }

    [Fact]
    public void ACorePotentialIsReported()
    {
        JsonElement core = Json(Reference.Path("si-core", "gap_core.xml")).GetProperty("core_potential");
        Assert.Equal("Glue", core.GetProperty("kind").GetString());
        Assert.Equal("Si", Assert.Single(core.GetProperty("species").EnumerateArray()).GetString());
    }

    [Fact]
    public void TextSaysWhatIsCompressedAndTheBound()
    {
        string[] compressed = Gapsharp.Run("info", Reference.Sodium).IsSuccess().Lines;
        Assert.Contains(compressed, line => line.StartsWith("compressed: ") && line.EndsWith("more than 1e-10 eV"));
        string[] whole = Gapsharp.Run("info", Reference.Path("sic", "gap_sic.xml")).IsSuccess().Lines;
        Assert.DoesNotContain(whole, line => line.StartsWith("compressed: "));
    }

    [Fact]
    public void TextListsEveryTermOnALineOfItsOwn()
    {
        string[] lines = Gapsharp.Run("info", Reference.Path("sic", "gap_sic.xml")).IsSuccess().Lines;
        Assert.Contains(lines, line => line.StartsWith("species") && line.Contains("C Si"));
        Assert.Equal(3, lines.Count(line => line.Contains(" distance_2b ")));
        Assert.Equal(6, lines.Count(line => line.Contains(" angle_3b ")));
        Assert.Equal(2, lines.Count(line => line.Contains(" soap ") && line.Contains("dot_product")));
        Assert.Contains(lines, line => line.StartsWith("rank: singular values"));
    }
}
