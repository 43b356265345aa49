using System.Diagnostics;
using GapCli.Streams;

namespace GapCli.Tests;

/// <summary>What a run of the command gave back.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    /// <summary>The run failed with this exit code, said why in exactly one line on standard error, and wrote nothing else.</summary>
    public void IsOneLine(int code, params string[] words)
    {
        Assert.True(code == Code, $"exit code {Code}, expected {code}; standard error: {Error}");
        Assert.Equal("", Output);
        Assert.StartsWith("gapsharp: error: ", Error);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n'));
        Assert.DoesNotContain("internal:", Error);
        foreach (string word in words)
            Assert.Contains(word, Error);
    }

    /// <summary>Exit code 0, and nothing but progress on standard error.</summary>
    public Outcome IsSuccess()
    {
        Assert.True(Code == 0, $"exit code {Code}; standard error: {Error}");
        Assert.All(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches(@"^gapsharp: \d+ frames", line));
        return this;
    }

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the command in this process, or as one of its own.</summary>
internal static class Gapsharp
{
    public static Outcome Run(params string[] arguments) => RunWithInput("", arguments);

    public static Outcome RunWithInput(string input, params string[] arguments)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        using var terminal = new Terminal(new StringReader(input), output, error);
        int code = CommandLine.Run(arguments, terminal);
        return new Outcome(code, output.ToString(), error.ToString());
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "gapsharp.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    public static Outcome RunProcess(string input, params string[] arguments)
    {
        using Process process = Start(arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }
}

/// <summary>Reference data of the repository, unpacked into artifacts/reference.</summary>
internal static class Reference
{
    private static readonly Lazy<string> Folder = new(Unpack);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Folder.Value, .. parts]);

    public static string Sodium => Path("na-dft", "na.xml");

    public static string SodiumFrames => Path("na-dft", "test.xyz");

    /// <summary>Folder that holds GapInterop.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        string? root = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(root!, "GapInterop.sln")))
            root = System.IO.Path.GetDirectoryName(root);
        return root!;
    }

    private static string Unpack()
    {
        using Process unpacking = Process.Start("sh", System.IO.Path.Combine(Root, "eng", "unpack-data.sh"));
        unpacking.WaitForExit();
        Assert.Equal(0, unpacking.ExitCode);
        return System.IO.Path.Combine(Root, "artifacts", "reference");
    }
}

/// <summary>A folder of its own for one test.</summary>
public sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("gapsharp-test-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string[] Files => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order()];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Small inputs.</summary>
internal static class Samples
{
    public const string Dimer = "2\nProperties=species:S:1:pos:R:3\nNa 0 0 0\nNa 3.2 0 0\n";

    public const string Annotated =
        "2\nconfig_type=dimer energy=-99.0 stress=\"1 0 0 0 1 0 0 0 1\" dft_energy=-7.25 "
        + "Properties=species:S:1:pos:R:3:forces:R:3:charge:R:1 pbc=\"F F F\"\n"
        + "Na 0 0 0 9 9 9 0.5\nNa 3.2 0 0 -9 -9 -9 -0.5\n";

    public static string Frames(params string[] frames) => string.Concat(frames);
}
