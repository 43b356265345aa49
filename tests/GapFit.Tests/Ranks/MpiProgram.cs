using System.Diagnostics;

namespace GapFit.Tests.Ranks;

/// <summary>
/// A program in a folder of its own, laid out as gapsharp is: shim in lib/gapsharp, program in a folder beside it.
/// </summary>
internal sealed class MpiProgram : IDisposable
{
    private const int LimitSeconds = 120;

    private readonly string _folder = Directory.CreateTempSubdirectory("gapfit-mpi-").FullName;

    private readonly string _program;

    /// <summary>The probe (tests/GapFit.MpiProbe).</summary>
    public MpiProgram(bool withShim = true)
        : this(AppContext.BaseDirectory.Replace("GapFit.Tests", "GapFit.MpiProbe", StringComparison.Ordinal), "GapFit.MpiProbe.dll", withShim)
    {
    }

    /// <param name="built">Folder with all files of the program.</param>
    /// <param name="program">Its name.</param>
    /// <param name="withShim">Whether it finds the shim.</param>
    public MpiProgram(string built, string program, bool withShim)
    {
        string lib = Path.Combine(_folder, "lib", "gapsharp");
        string image = Directory.CreateDirectory(Path.Combine(lib, "managed")).FullName;
        foreach (string file in Directory.GetFiles(built))
            File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        _program = Path.Combine(image, program);
        if (withShim)
            File.Copy(Shim, Path.Combine(lib, Path.GetFileName(Shim)));
    }

    public static string Shim { get; } = Path.Combine(Root(), "dist", "lib", "gapsharp", "libgapsharp-mpi.so");

    /// <summary>Exit code, standard output and standard error of mpirun, or of the program alone for 0 ranks.</summary>
    public (int Code, string Output, string Errors) Run(int ranks, params string[] words)
    {
        string[] program = ["dotnet", _program, .. words];
        string[] command = ranks == 0 ? program : ["mpirun", "--oversubscribe", "--bind-to", "none", "-np", $"{ranks}", .. program];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        // mpirun gives its processes a terminal, which .NET would greet with control characters.
        start.Environment["TERM"] = "dumb";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(LimitSeconds * 1000))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{_program} {string.Join(' ', words)} with {ranks} ranks still ran after {LimitSeconds} s: {output.Result}{errors.Result}");
        }

        return (process.ExitCode, output.Result, errors.Result);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GapInterop.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} holds GapInterop.sln");
    }
}
