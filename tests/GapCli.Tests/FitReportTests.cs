using System.Text.Json;

namespace GapCli.Tests;

public sealed class FitReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gapsharp-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void ReportSaysWhatTheFitDidAndTook()
    {
        Outcome outcome = Fit(File("report.json"));
        Assert.True(outcome.Code == 0, outcome.Error);
        JsonElement report = JsonDocument.Parse(System.IO.File.ReadAllText(File("report.json"))).RootElement;
        Assert.Equal(File("na.xml"), report.GetProperty("potential_file").GetString());
        Assert.Equal(2 * (1 + 3 * 2), report.GetProperty("rows").GetInt64());
        Assert.Equal([2], report.GetProperty("sparse_counts").EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(7, report.GetProperty("seed").GetInt64());
        Assert.InRange(report.GetProperty("peak_memory").GetInt64(), 1_000_000, long.MaxValue);
        JsonElement fitting = report.GetProperty("phases").EnumerateArray().Single(phase => phase.GetProperty("name").GetString() == "fitting");
        Assert.InRange(fitting.GetProperty("wall_seconds").GetDouble(), 0, 1000);
        // Folding n rows into a factor of M columns takes 2 n M^2.
        Assert.InRange(fitting.GetProperty("operations").GetDouble(), 2 * 14 * 2 * 2, 1e6);
    }

    [Fact]
    public void ReportThatCannotBeWrittenIsRefusedBeforeTheFit()
    {
        Outcome outcome = Fit(Path.Combine(_folder.FullName, "nowhere", "report.json"));
        outcome.IsOneLine(1, "report.json", "no such directory");
        Assert.False(System.IO.File.Exists(File("na.xml")));
    }

    private Outcome Fit(string report)
    {
        System.IO.File.WriteAllLines(File("train.xyz"), new[] { 3.0, 3.5 }.SelectMany(r => (string[])
        [
            "2", FormattableString.Invariant($"Properties=species:S:1:pos:R:3:forces:R:3 energy={-1 / r:f6}"),
            "Na 0 0 0 0 0 0.1", FormattableString.Invariant($"Na 0 0 {r:f6} 0 0 -0.1"),
        ]));
        return Gapsharp.Run("fit", $"at_file={File("train.xyz")}", $"gp_file={File("na.xml")}", "e0=0", "rnd_seed=7", "force_parameter_name=forces",
            "default_sigma={0.01 0.1 0 0}", "gap={distance_2b cutoff=5 covariance_type=ard_se theta_uniform=1 delta=1 n_sparse=2 sparse_method=random}",
            "--threads", "1", "--report", report);
    }

    private string File(string name) => Path.Combine(_folder.FullName, name);
}
