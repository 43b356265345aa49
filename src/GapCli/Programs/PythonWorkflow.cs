using GapCore;

namespace GapCli.Programs;

/// <summary>A workflow of the Python package that is a command too: <c>gapsharp hop</c> is <c>python3 -m gapsharp.hopping</c>.</summary>
internal sealed record PythonWorkflow(string Name, string Module, string Description)
{
    private const string Package = "gapsharp", SearchPath = "PYTHONPATH";

    internal static PythonWorkflow[] All { get; } =
    [
        new("hop", "hopping", "Finds minima of a free cluster by minima hopping."),
        new("learn", "learning", "Active learning: fits, searches, labels what the potential does not know, fits again."),
        new("melt", "melting", "Melts a cluster in LAMMPS: simulations over temperatures, heat capacity, melting temperature."),
        new("isomers", "isomers", "Collects the distinct isomers of a cluster: snapshots relaxed, refined, described."),
        new("analyse", "analysis", "Analyses clusters: energies, symmetry, shells, bonds, searches; tables, plots, a report."),
    ];

    internal ProgramCommand Create(Installation installation, Func<string, string?> variable) =>
        new(Name, Description, arguments => Program(installation, variable, arguments));

    /// <exception cref="GapException">Io: Python or the module is missing.</exception>
    internal OtherProgram Program(Installation installation, Func<string, string?> variable, params string[] arguments)
    {
        string module = Path.Combine(installation.Python, Package, Module);
        if (!Directory.Exists(module))
            throw new GapException(GapErrorKind.Io, $"the Python package {module} does not exist, expected it to be installed");
        string others = variable(SearchPath) is { Length: > 0 } set ? $":{set}" : "";
        return new OtherProgram(PythonInterpreter.Find(variable), ["-m", $"{Package}.{Module}", .. arguments])
        {
            Variables = [(SearchPath, installation.Python + others)],
        };
    }
}
