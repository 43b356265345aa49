using System.Diagnostics;

namespace GapCore.Tests;

/// <summary>Where the tests find the repository and the reference potentials, whatever folder they run from.</summary>
public static class RepositoryPaths
{
    private static readonly Lazy<string> LazyRoot = new(FindRoot);
    private static readonly Lazy<string> LazyReference = new(UnpackReference);

    /// <summary>Folder that holds GapInterop.sln.</summary>
    public static string Root => LazyRoot.Value;

    /// <summary>artifacts/reference, unpacked on first use.</summary>
    public static string ReferenceRoot => LazyReference.Value;

    /// <summary>A file or folder below artifacts/reference; fails with what to do when it is not there.</summary>
    public static string Reference(params string[] parts)
    {
        string path = Path.Combine([ReferenceRoot, .. parts]);
        return Path.Exists(path)
            ? path
            : throw new FileNotFoundException($"reference data {path} is missing, run eng/unpack-data.sh", path);
    }

    /// <summary>A file below tests/data.</summary>
    public static string Data(params string[] parts) => Path.Combine([Root, "tests", "data", .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GapInterop.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException(
            $"no folder above {AppContext.BaseDirectory} holds GapInterop.sln, expected to run inside the repository");
    }

    private static string UnpackReference()
    {
        string script = Path.Combine(Root, "eng", "unpack-data.sh");
        using Process process = Process.Start(new ProcessStartInfo("sh", [script]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"cannot start sh, run {script}");
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"unpacking the reference data failed ({error.Trim()}), run eng/unpack-data.sh");
        return Path.Combine(Root, "artifacts", "reference");
    }
}
