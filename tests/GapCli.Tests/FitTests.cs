using System.Diagnostics;
using System.Globalization;
using GapFit.Tests.Fitting;

namespace GapCli.Tests;

/// <summary>The whole command: what it says, checkpoints of killed runs, full disks, signals.</summary>
public sealed class FitTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void SaysWhatWasReadAndWhatItTakesBeforeItStarts()
    {
        Outcome run = Gapsharp.Run(FitWords.Of(_scratch["na.xml"]));
        Assert.True(run.Code == 0, run.Error);
        Assert.Matches(@"total +134 +3451 +134 +10353 +0", run.Output);
        Assert.Contains("10487 rows, 75 sparse points (15 + 60), seed 42", run.Output);
        Assert.Contains($"potential: {_scratch["na.xml"]}", run.Output);
        Assert.Matches(@"note: expected peak memory \d+ MB \(sparse points 75, threads \d+, rows per block 512\)\ngapsharp: sparse points\n", run.Error);
        Assert.Equal(3, _scratch.Files.Length);
    }

    [Fact]
    public void MisspeltKeysAreErrorsWithTheNearestOne() =>
        Gapsharp.Run([.. FitWords.Of(_scratch["na.xml"]), "sparse_jiter=1e-8"]).IsOneLine(1, "unknown key \"sparse_jiter\"", "did you mean \"sparse_jitter\"?");

    [Fact]
    public void AKilledFitGoesOn()
    {
        Assert.Equal(0, Gapsharp.Run(FitWords.Of(_scratch["whole.xml"])).Code);
        string checkpoint = _scratch["na.xml.checkpoint"];
        using (Process process = Gapsharp.Start([.. FitWords.Of(_scratch["na.xml"]), "--threads", "2", "--checkpoint-every", "0"]))
        {
            WaitFor(process, () => Directory.Exists(checkpoint) && Directory.EnumerateFiles(checkpoint, "*.factor").Any());
            process.Kill();
            process.WaitForExit();
            Assert.Equal(128 + 9, process.ExitCode);
        }

        Assert.False(File.Exists(_scratch["na.xml"]));
        Outcome run = Gapsharp.Run([.. FitWords.Of(_scratch["na.xml"]), "--threads", "1", "--resume"]);
        Assert.True(run.Code == 0, run.Error);
        Assert.Matches(@"note: resumed: \d+ of 134 configurations are in the checkpoint", run.Error);
        Assert.False(Directory.Exists(checkpoint));
        Predictions.Agree(Predictions.Of(_scratch["whole.xml"], FitWords.Test), Predictions.Of(_scratch["na.xml"], FitWords.Test), 1e-9);
    }

    [Theory]
    [InlineData("-INT", "SIGINT")]
    [InlineData("-TERM", "SIGTERM")]
    public void AnInterruptedFitSaysHowToGoOn(string option, string signal)
    {
        string checkpoint = _scratch["na.xml.checkpoint"];
        using Process process = Gapsharp.Start([.. FitWords.Of(_scratch["na.xml"]), "--checkpoint-every", "0", "--threads", "1"]);
        WaitFor(process, () => Directory.Exists(checkpoint) && Directory.EnumerateFiles(checkpoint, "*.factor").Any());
        Process.Start("kill", [option, process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        Assert.Equal(1, process.ExitCode);
        Assert.EndsWith(
            $"gapsharp: error: interrupted by {signal}, {_scratch["na.xml"]} was not written; --resume goes on from {checkpoint}\n", error);
        Assert.False(File.Exists(_scratch["na.xml"]));
        Assert.NotEmpty(Directory.GetFiles(checkpoint, "*.factor"));
    }

    /// <summary>
    /// Files may have 16 blocks of 512 bytes here, as if the disk were full then: no checkpoint can be kept, the fit says so and goes on,
    /// and what cannot be written in the end is named; nothing half is left.
    /// </summary>
    [Fact]
    public void AFullDiskIsSaidAndNothingHalfIsLeft()
    {
        string words = string.Join(' ', FitWords.Of(_scratch["na.xml"]).Select(word => $"'{word}'"));
        using Process process = Process.Start(new ProcessStartInfo(
            "sh", ["-c", $"trap '' XFSZ; ulimit -f 16; exec dotnet '{Path.Combine(AppContext.BaseDirectory, "gapsharp.dll")}' {words} --checkpoint-every 0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            // The runtime's own shared memory is no matter of the test.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" },
        })!;
        process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.Single(error.Split('\n'), line => line.StartsWith("gapsharp: note: no checkpoint, the fit goes on: ", StringComparison.Ordinal));
        Assert.Contains($"gapsharp: error: potential file \"{_scratch["na.xml"]}\" cannot be written: ", error);
        Assert.Empty(_scratch.Files);
        string checkpoint = _scratch["na.xml.checkpoint"];
        Assert.True(!Directory.Exists(checkpoint) || Directory.GetFiles(checkpoint).Length == 0);
    }

    [Fact]
    public void TooLittleMemoryIsRefusedWithWhatItTakes() => Assert.Matches(
        @"gapsharp: error: the fit needs \d+ MB even with one thread and small blocks, expected at most 20 MB \(--max-memory\); fewer sparse points need less\n$",
        Gapsharp.Run([.. FitWords.Of(_scratch["na.xml"]), "--max-memory", "20MB"]).Error);

    private static void WaitFor(Process process, Func<bool> condition)
    {
        process.StandardOutput.ReadToEndAsync();
        var clock = Stopwatch.StartNew();
        while (!condition() && !process.HasExited && clock.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(2);
        Assert.True(condition(), "the fit ended before its first checkpoint was seen");
    }
}
