using GapCore;

namespace GapCli.Programs;

/// <summary>Finds Python: what the user names, else the distribution's, for which ASE is packaged, else the first on PATH.</summary>
internal static class PythonInterpreter
{
    /// <summary>The environment variable that names another one: a path, or a name to look for on PATH.</summary>
    internal const string Variable = "GAPSHARP_PYTHON";

    private const string Distribution = "/usr/bin/python3", Name = "python3";

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="variable">Values of environment variables.</param>
    /// <param name="distribution">The distribution's interpreter.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="GapException">Io: there is none.</exception>
    internal static string Find(Func<string, string?> variable, string distribution = Distribution)
    {
        string[] folders = (variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        if (variable(Variable) is { Length: > 0 } named)
            return (named.Contains('/') ? Runnable(named) : OnPath(named, folders))
                ?? throw new GapException(GapErrorKind.Io, $"environment variable {Variable} is '{named}', expected a program");
        return Runnable(distribution) ?? OnPath(Name, folders)
            ?? throw new GapException(GapErrorKind.Io,
                $"no {distribution} and no {Name} on PATH, expected Python with ASE, or its path in the environment variable {Variable}");
    }

    private static string? OnPath(string name, string[] folders) =>
        folders.Select(folder => Runnable(Path.Combine(folder, name))).FirstOrDefault(path => path is not null);

    private static string? Runnable(string path) =>
        File.Exists(path) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Executable) != 0 ? path : null;
}
