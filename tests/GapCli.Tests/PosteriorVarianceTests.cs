using System.Text.Json;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapCli.Tests;

/// <summary>From <c>fit --variance</c> to numbers, and what the commands say about a potential with and without the file.</summary>
public sealed class PosteriorVarianceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheColumnAndTheJsonAreThoseOfTheLibrary()
    {
        string model = Fit("--variance");
        ExtendedXyzFrame frame = Assert.Single(Frames(
            Gapsharp.RunWithInput(Samples.Dimer, "evaluate", model, "-", "--properties", "energy,posterior_variance").IsSuccess()));
        double[] column = frame.Columns.Single(column => column.Name == "posterior_variance").Reals!;
        using GapEvaluator evaluator = new(GapPotential.Load(model));
        EvaluationResult expected = new();
        evaluator.Evaluate(frame.Structure, Properties.PosteriorVariances, expected);
        Assert.Equal(expected.PosteriorVariances.ToArray(), column);
        Assert.All(column, variance => Assert.InRange(variance, 1e-9, 0.9));
        string line = Assert.Single(
            Gapsharp.RunWithInput(Samples.Dimer, "evaluate", model, "-", "--json", "--properties", "posterior_variance").IsSuccess().Lines);
        Assert.Equal(column, JsonDocument.Parse(line).RootElement.GetProperty("posterior_variance").EnumerateArray().Select(x => x.GetDouble()));
    }

    [Fact]
    public void AnEarlierColumnIsReplacedOrDropped()
    {
        string model = Fit("--variance");
        const string stale = "1\nProperties=species:S:1:pos:R:3:posterior_variance:R:1\nNa 0 0 0 7.0\n";
        ExtendedXyzFrame frame = Assert.Single(Frames(Gapsharp.RunWithInput(stale, "evaluate", model, "-").IsSuccess()));
        Assert.DoesNotContain(frame.Columns, column => column.Name == "posterior_variance");
    }

    [Fact]
    public void InfoSaysWhetherItIsThere()
    {
        string model = Fit();
        Assert.Contains("posterior   no variance (fit with --variance)", Gapsharp.Run("info", model).IsSuccess().Lines);
        Assert.False(Info(model).TryGetProperty("posterior_variance", out _));
        Fit("--variance");
        Assert.Contains(Gapsharp.Run("info", model).IsSuccess().Lines, line => line.StartsWith($"posterior   variance in {model}.posterior, "));
        JsonElement report = Info(model).GetProperty("posterior_variance");
        Assert.Equal(new FileInfo(model + ".posterior").Length, report.GetProperty("bytes").GetInt64());
        Assert.False(report.TryGetProperty("problem", out _));
        Fit();
        Assert.Contains("belongs to another potential", Info(model).GetProperty("posterior_variance").GetProperty("problem").GetString());
    }

    [Fact]
    public void APotentialWithoutItIsRefusedBeforeAnythingIsWritten()
    {
        string model = Fit();
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", model, "-", "-o", _scratch["out.xyz"], "--properties", "posterior_variance")
            .IsOneLine(1, "has no posterior variance, expected", "na.xml.posterior", "fit with --variance");
        Assert.DoesNotContain("out.xyz", _scratch.Files);
    }

    private string Fit(params string[] more)
    {
        string data = _scratch.Write("train.xyz", string.Concat(new[] { "2.6", "3.0", "3.5", "4.1" }.Select(distance =>
            $"2\nLattice=\"30 0 0 0 30 0 0 0 30\" energy=-1.0 Properties=species:S:1:pos:R:3\nNa 0 0 0\nNa {distance} 0 0\n")));
        Outcome fit = Gapsharp.Run(["fit", $"at_file={data}", "gap={distance_2b cutoff=5 covariance_type=ard_se theta_uniform=0.5 delta=1 n_sparse=4 "
            + "sparse_method=uniform}", "default_sigma={0.05 1 1 1}", "e0=0.0", $"gp_file={_scratch["na.xml"]}", .. more]);
        Assert.True(fit.Code == 0, fit.Error);
        Assert.Equal(more.Length > 0, fit.Output.Contains("posterior variance: ", StringComparison.Ordinal));
        return _scratch["na.xml"];
    }

    private static JsonElement Info(string model) =>
        JsonDocument.Parse(Assert.Single(Gapsharp.Run("info", model, "--json").IsSuccess().Lines)).RootElement;

    private static List<ExtendedXyzFrame> Frames(Outcome outcome) => [.. ExtendedXyzReader.Read(new StringReader(outcome.Output), "output")];
}
