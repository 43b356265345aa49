using System.Diagnostics;
using GapFit.Tests.Ranks;

namespace GapCli.Tests;

/// <summary>The whole command: what it says, killed runs, parts, ranks.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Results => _scratch["results"];

    /// <summary>Four descriptors with two fits each.</summary>
    private string Config(string more = "") => _scratch.Write("search.txt", $$$"""
        # a small search
        at_file={{{Path.Combine(Reference.Root, "examples", "na-dft-fit", "train.xyz")}}} force_parameter_name=forces do_copy_at_file=F
        default_sigma={0.01 0.1 0 0} sparse_jitter=1e-3 gp_file={{{_scratch["na.xml"]}}}
        validation={size=34} test={size>=40} metric=force_rmse {{{more}}}
        stage={name=soap gap={soap l_max=2 n_max=3 cutoff=4.5|5.0|5.5|6.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points
            zeta=2|4 delta=0.2 n_sparse=20}}
        """);

    [Fact]
    public void SaysWhatIsBestAndHowToFitIt()
    {
        Outcome run = Gapsharp.Run("search", "--config", Config(), "-o", Results, "--threads", "1", "--fit", "--no-cost");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("note: stage soap: 8 points", run.Error);
        Assert.Matches(@"soap +8 +8 .* soap\.cutoff=\S+ soap\.zeta=\d", run.Output);
        Assert.Contains("test: structures that decided nothing", run.Output);
        Assert.Contains($"gapsharp fit at_file={Results}/structures.train.xyz", run.Output);
        Assert.Contains($"potential: {_scratch["na.xml"]}", run.Output);
        string[] files = [.. Directory.GetFiles(Results).Select(file => Path.GetFileName(file))];
        Assert.All(["results.csv", "report.html", "best.txt", "structures.train.xyz", "structures.test.xyz"], file => Assert.Contains(file, files));
        // What the search says of the best is what validate says of its potential.
        Outcome check = Gapsharp.Run("validate", _scratch["na.xml"], Path.Combine(Results, "structures.validation.xyz"), "--by", "size");
        string[] header = File.ReadAllLines(Path.Combine(Results, "results.csv"))[0].Split(',');
        double best = File.ReadAllLines(Path.Combine(Results, "results.csv")).Skip(1)
            .Min(line => double.Parse(line.Split(',')[Array.IndexOf(header, "force_rmse")], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(FormattableString.Invariant($"{1000 * best:g4}"), check.Output);
    }

    [Fact]
    public void AKilledSearchGoesOn()
    {
        string config = Config();
        using (Process process = Gapsharp.Start("search", "--config", config, "-o", Results, "--threads", "1", "--no-cost"))
        {
            process.StandardOutput.ReadToEndAsync();
            process.StandardError.ReadToEndAsync();
            var clock = Stopwatch.StartNew();
            while (Points().Length == 0 && !process.HasExited && clock.Elapsed < TimeSpan.FromSeconds(60))
                Thread.Sleep(1);
            process.Kill();
            process.WaitForExit();
        }

        int before = Points().Length;
        Assert.InRange(before, 1, 8);
        Outcome run = Gapsharp.Run("search", "--config", config, "-o", Results, "--threads", "1", "--no-cost");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(8, Points().Length);
        Assert.Equal(9, File.ReadAllLines(Path.Combine(Results, "results.csv")).Length);
    }

    [Fact]
    public void PartsShareAFolder()
    {
        string config = Config();
        Outcome first = Gapsharp.Run("search", "--config", config, "-o", Results, "--threads", "1", "--part", "1/2", "--no-cost");
        Assert.True(first.Code == 0, first.Error);
        Assert.Contains("not finished: fits of other parts are missing; once these are done, the same command goes on", first.Output);
        Assert.Equal(4, Points().Length);
        Outcome second = Gapsharp.Run("search", "--config", config, "-o", Results, "--threads", "1", "--part", "2/2", "--no-cost");
        Assert.True(second.Code == 0, second.Error);
        Assert.DoesNotContain("not finished", second.Output);
        Assert.Equal(8, Points().Length);
    }

    [MpiTheory]
    [InlineData(2)]
    public void RanksShareTheFits(int ranks)
    {
        using var program = new MpiProgram(AppContext.BaseDirectory, "gapsharp.dll", withShim: true);
        (int code, string output, string errors) =
            program.Run(ranks, ["search", "--config", Config(), "-o", Results, "--threads", "1", "--no-cost"]);
        Assert.True(code == 0, output + errors);
        Assert.Matches(@"soap +8 +8 ", output);
        Assert.Equal(8, Points().Length);
        Assert.Equal(2, Directory.GetFiles(Results, "*.jsonl").Length);
    }

    [Fact]
    public void WrongCallsAndConfigsAreOneLine()
    {
        Gapsharp.Run("search").IsOneLine(2, "--config");
        Gapsharp.Run("search", "--config", Config(), "--part", "3/2").IsOneLine(2, "--part is '3/2', expected I/N");
        Gapsharp.Run("search", "--config", _scratch["none.txt"]).IsOneLine(1, "none.txt", "does not exist");
        Gapsharp.Run("search", "--config", Config("metrik=force_rmse"), "-o", Results).IsOneLine(1, "did you mean \"metric\"?");
        Gapsharp.Run("search", "--config", Config(), "-o", Config()).IsOneLine(1, "results in", "cannot be kept");
    }

    private string[] Points() => Directory.Exists(Results)
        ? [.. Directory.GetFiles(Results, "*.jsonl").SelectMany(file => File.ReadAllText(file).Split('\n')[..^1])]
        : [];
}
