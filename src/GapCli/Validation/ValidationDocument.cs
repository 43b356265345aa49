using GapCore.Atoms;
using GapFit.Validation;

namespace GapCli.Validation;

/// <summary>What <c>gapsharp validate --json</c> writes; names in snake_case. Units are those of <see cref="GroupReport"/>.</summary>
internal sealed record ValidationDocument
{
    public required string Model { get; init; }

    public required string[] Files { get; init; }

    /// <summary>Names under which data were found.</summary>
    public required IReadOnlyList<string> FoundNames { get; init; }

    /// <summary>Isolated-atom energies in the data, eV.</summary>
    public required Dictionary<string, double> IsolatedAtomEnergies { get; init; }

    public required GroupReport Total { get; init; }

    public required IReadOnlyList<GroupReport> ByConfigType { get; init; }

    public required IReadOnlyList<GroupReport> BySize { get; init; }

    internal static ValidationDocument From(string model, string[] files, ValidationReport report) => new()
    {
        Model = model,
        Files = files,
        FoundNames = report.FoundNames,
        IsolatedAtomEnergies = report.IsolatedAtomEnergies.ToDictionary(pair => Elements.Symbol(pair.Key), pair => pair.Value),
        Total = report.Total,
        ByConfigType = report.ByConfigType,
        BySize = report.BySize,
    };
}
