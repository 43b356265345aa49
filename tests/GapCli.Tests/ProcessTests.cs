using System.Diagnostics;
using System.Globalization;

namespace GapCli.Tests;

/// <summary>The command as a process of its own: pipes, exit codes, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void StandardInputToStandardOutputEqualsTheRunInProcess()
    {
        Outcome alone = Gapsharp.RunProcess(Samples.Annotated, "evaluate", Reference.Sodium, "-").IsSuccess();
        Outcome here = Gapsharp.RunWithInput(Samples.Annotated, "evaluate", Reference.Sodium, "-").IsSuccess();
        Assert.Equal(here.Output, alone.Output);
    }

    [Fact]
    public void ExitCodesReachTheShell()
    {
        Gapsharp.RunProcess("", "evaluate").IsOneLine(2, "MODEL.xml");
        Gapsharp.RunProcess("2\n", "evaluate", Reference.Sodium, "-").IsOneLine(1, "standard input");
    }

    [Fact]
    public void AReaderThatGoesAwayIsNoDisaster()
    {
        string many = _scratch.Write("many.xyz", string.Concat(Enumerable.Repeat(Samples.Dimer, 2000)));
        using Process process = Gapsharp.Start("evaluate", Reference.Sodium, many);
        process.StandardInput.Close();
        process.StandardOutput.ReadLine();
        process.StandardOutput.Close();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        Assert.InRange(process.ExitCode, 0, 1);
        Assert.True(error.Count(character => character == '\n') <= 1, error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("-INT", "SIGINT")]
    [InlineData("-TERM", "SIGTERM")]
    public void AnInterruptedRunEndsAtOnceAndLeavesNoPartialFile(string option, string signal)
    {
        using Process process = Gapsharp.Start("evaluate", Reference.Sodium, "-", "-o", _scratch["out.xyz"]);
        process.StandardInput.Write(Samples.Dimer);
        process.StandardInput.Flush();
        WaitFor(() => _scratch.Files.Length > 0);
        Process.Start("kill", [option, process.Id.ToString(CultureInfo.InvariantCulture)])!.WaitForExit();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        Assert.Equal(1, process.ExitCode);
        Assert.Equal($"gapsharp: error: interrupted by {signal}, {_scratch["out.xyz"]} was not written\n", error);
        Assert.Empty(_scratch.Files);
    }

    private static void WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition() && clock.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(20);
        Assert.True(condition());
    }
}
