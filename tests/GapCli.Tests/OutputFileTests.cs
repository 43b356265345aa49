namespace GapCli.Tests;

public sealed class OutputFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AFileHoldsWhatStandardOutputWould()
    {
        string expected = Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-").IsSuccess().Output;
        Outcome run = Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", _scratch["out.xyz"]).IsSuccess();
        Assert.Equal("", run.Output);
        Assert.Equal(expected, File.ReadAllText(_scratch["out.xyz"]));
        Assert.Equal(["out.xyz"], _scratch.Files);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--threads", "2")]
    public void AFailureInALaterFrameLeavesTheOldFileAndNothingElse(params string[] options)
    {
        File.WriteAllText(_scratch["out.xyz"], "precious\n");
        string input = _scratch.Write("in.xyz", Samples.Dimer + Samples.Dimer.Replace("3.2", "nan"));
        Gapsharp.Run(["evaluate", Reference.Sodium, input, "-o", _scratch["out.xyz"], .. options]).IsOneLine(1, input);
        Assert.Equal("precious\n", File.ReadAllText(_scratch["out.xyz"]));
        Assert.Equal(["in.xyz", "out.xyz"], _scratch.Files);
    }

    [Fact]
    public void AFailureWithoutAnOldFileLeavesNone()
    {
        Gapsharp.RunWithInput(Samples.Dimer + "2\n", "describe", "-", "--descriptor", "distance_2b cutoff=4", "-o", _scratch["out.txt"])
            .IsOneLine(1, "standard input");
        Assert.Empty(_scratch.Files);
    }

    [Fact]
    public void AnOlderFileIsReplacedWhole()
    {
        File.WriteAllText(_scratch["out.xyz"], new string('x', 100_000));
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", _scratch["out.xyz"]).IsSuccess();
        Assert.DoesNotContain('x', File.ReadAllText(_scratch["out.xyz"])[^20..]);
    }

    [Fact]
    public void ALinkIsFollowedNotReplaced()
    {
        Directory.CreateDirectory(_scratch["real"]);
        File.CreateSymbolicLink(_scratch["link.xyz"], Path.Combine(_scratch["real"], "out.xyz"));
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", _scratch["link.xyz"]).IsSuccess();
        Assert.NotNull(new FileInfo(_scratch["link.xyz"]).LinkTarget);
        Assert.True(File.Exists(Path.Combine(_scratch["real"], "out.xyz")));
    }

    [Fact]
    public void DevicesAreWrittenToNotReplaced()
    {
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", "/dev/null").IsSuccess();
        using FileStream device = File.OpenRead("/dev/null");
        Assert.Equal(0, device.Read(new byte[1]));
        Assert.Empty(Directory.GetFiles("/dev", "*.partial"));
    }

    [Fact]
    public void SharedMemoryIsAFolderLikeOthers()
    {
        string file = $"/dev/shm/{Guid.NewGuid():N}.xyz";
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", file).IsSuccess();
        Assert.StartsWith("2\n", File.ReadAllText(file));
        File.Delete(file);
    }

    [Fact]
    public void InputAndOutputMayBeTheSameFile()
    {
        string file = _scratch.Write("both.xyz", Samples.Frames(Samples.Annotated, Samples.Dimer));
        Gapsharp.Run("evaluate", Reference.Sodium, file, "-o", file).IsSuccess();
        Assert.Equal(2, File.ReadAllLines(file).Count(line => line.Contains("energy=")) - 0);
        Assert.DoesNotContain("-99.0", File.ReadAllText(file));
    }

    [Fact]
    public void PlacesThatCannotBeWrittenAreNamed()
    {
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", _scratch["none/out.xyz"])
            .IsOneLine(1, "none/out.xyz", "no such directory", "expected");
        Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "-o", _scratch.Folder)
            .IsOneLine(1, _scratch.Folder, "directory", "expected");
    }
}
