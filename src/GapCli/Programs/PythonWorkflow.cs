using GapCore;

namespace GapCli.Programs;

/// <summary>A workflow of the Python package that is a command too: <c>gapsharp hop</c> is <c>python3 -m gapsharp.hopping</c>.</summary>
internal sealed record PythonWorkflow(string Name, string Module, string Description)
{
    private const string Package = "gapsharp", SearchPath = "PYTHONPATH";

    internal static PythonWorkflow[] All { get; } =
    [
        new("hop", "hopping", "Finds minima of a free cluster by minima hopping."),
        new("learn", "learning", "Improves a potential by active learning: fits, searches and labels what it knows least."),
        new("melt", "melting", "Melts a cluster in LAMMPS: simulations over temperatures, heat capacity, melting temperature."),
        new("isomers", "isomers", "Collects isomers of a cluster by quenching snapshots of simulations."),
        new("analyse", "analysis", "Analyses clusters: energies over sizes, symmetries, shells, bonds, pictures."),
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
