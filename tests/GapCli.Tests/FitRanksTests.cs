using System.Diagnostics;
using GapFit.Tests.Fitting;
using GapFit.Tests.Ranks;

namespace GapCli.Tests;

/// <summary>Fits under mpirun: the same predictions, every error once.</summary>
public sealed class FitRanksTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [MpiTheory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void RanksDoNotChangePredictions(int ranks, int threads)
    {
        Assert.Equal(0, Gapsharp.Run([.. FitWords.Of(_scratch["one.xml"]), "--threads", "1"]).Code);
        using MpiProgram program = Program();
        (int code, string output, string errors) = program.Run(ranks, [.. FitWords.Of(_scratch["na.xml"]), "--threads", $"{threads}"]);
        Assert.True(code == 0, output + errors);
        Assert.Contains("10487 rows, 75 sparse points (15 + 60), seed 42", output);
        Predictions.Agree(Predictions.Of(_scratch["one.xml"], FitWords.Test), Predictions.Of(_scratch["na.xml"], FitWords.Test), 1e-9);
    }

    /// <summary>Two ranks are killed after a checkpoint; one process without MPI ends the fit.</summary>
    [MpiTheory]
    [InlineData(2)]
    public async Task CheckpointsOfRanksAreThoseOfAFit(int ranks)
    {
        Assert.Equal(0, Gapsharp.Run([.. FitWords.Of(_scratch["one.xml"]), "--threads", "1"]).Code);
        using MpiProgram program = Program();
        string checkpoint = _scratch["checkpoint"];
        string[] words = [.. FitWords.Of(_scratch["na.xml"]), "--checkpoint", checkpoint, "--checkpoint-every", "0"];
        var run = Task.Run(() => program.Run(ranks, words));
        while (!run.IsCompleted && !(Directory.Exists(checkpoint) && Directory.EnumerateFiles(checkpoint, "*.factor").Any()))
            Thread.Sleep(2);
        Kill(checkpoint);
        Assert.NotEqual(0, (await run).Code);
        Outcome resumed = Gapsharp.Run([.. words, "--threads", "3", "--resume"]);
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Matches(@"note: resumed: \d+ of 134 configurations", resumed.Error);
        Predictions.Agree(Predictions.Of(_scratch["one.xml"], FitWords.Test), Predictions.Of(_scratch["na.xml"], FitWords.Test), 1e-9);
    }

    [MpiTheory]
    [InlineData(2, "at_file=none.xyz", "none.xyz")]
    [InlineData(2, "sparse_jiter=1", "did you mean \"sparse_jitter\"?")]
    [InlineData(2, "gp_file=/nowhere/na.xml", "\"/nowhere/na.xml\" cannot be written")]
    public void AnErrorIsSaidOnce(int ranks, string word, string says)
    {
        using MpiProgram program = Program();
        string[] words = [.. FitWords.Of(_scratch["na.xml"]).Where(other => other.Split('=')[0] != word.Split('=')[0]), word];
        (int code, _, string errors) = program.Run(ranks, words);
        Assert.NotEqual(0, code);
        Assert.Contains(says, Assert.Single(errors.Split('\n'), line => line.StartsWith("gapsharp: error: ", StringComparison.Ordinal)));
    }

    private static MpiProgram Program() => new(AppContext.BaseDirectory, "gapsharp.dll", withShim: true);

    /// <summary>Kills the ranks: processes whose command line names the checkpoint, which is this test's alone.</summary>
    private static void Kill(string checkpoint)
    {
        foreach (Process process in Process.GetProcessesByName("dotnet"))
        {
            using (process)
            {
                string line = $"/proc/{process.Id}/cmdline";
                if (File.Exists(line) && File.ReadAllText(line).Contains(checkpoint, StringComparison.Ordinal))
                    process.Kill();
            }
        }
    }
}
