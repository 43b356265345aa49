using GapCli.Streams;
using GapFit.Validation;
using Spectre.Console;
using static System.FormattableString;

namespace GapCli.Validation;

/// <summary>The report for people: a table for each quantity, a row for each group.</summary>
internal static class ValidationText
{
    internal static void Write(TextWriter writer, ValidationReport report, bool byConfigType, bool bySize, bool onScreen)
    {
        List<(string Name, GroupReport Group)> rows =
        [
            .. byConfigType ? report.ByConfigType.Select(group => (group.Name, group)) : [],
            .. bySize ? report.BySize.Select(group => (Invariant($"{group.Name} atoms"), group)) : [],
            ("total", report.Total),
        ];
        writer.WriteLine($"data: {string.Join(", ", report.FoundNames)}");
        Write(writer, rows, onScreen, "energy",
            ["configurations", .. Errors("meV/atom"), "frame", .. Errors("eV"), "max |dE/E| %"], Energies);
        Write(writer, rows, onScreen, "force components",
            ["number", .. Errors("eV/A"), "frame", .. Errors("meV/A"), "max |dF|/max|F| %"], Forces);
        Write(writer, rows, onScreen, "virial components", ["number", .. Errors("meV/atom"), "frame"], Virials);
        Write(writer, rows, onScreen, "binding energy", ["configurations", .. Errors("kcal/(mol atom)"), "frame", "Pearson r"], Bindings);
        writer.WriteLine(
            "frame: index from 0 of the frame with the largest error; |dE/E|: of total energies; |dF|/max|F|: largest error of an atom's");
        writer.WriteLine(
            "force over the largest force of the configuration; binding energy: (E - sum of isolated-atom energies)/N");
    }

    private static void Write(
        TextWriter writer, List<(string Name, GroupReport Group)> rows, bool onScreen, string quantity, string[] headers,
        Func<GroupReport, string[]?> cells)
    {
        Table table = PlainTable.OfNumbers(quantity, headers);
        foreach ((string name, GroupReport group) in rows)
            if (cells(group) is { } numbers)
                table.AddRow([Markup.Escape(name), .. numbers]);
        if (table.Rows.Count > 0)
            PlainTable.Write(writer, table, onScreen);
    }

    private static string[] Errors(string unit) => [$"RMSE {unit}", $"MAE {unit}", $"max {unit}"];

    private static string[]? Energies(GroupReport group) => group.EnergyPerAtom is not { } perAtom
        ? null
        : [Count(perAtom), .. Three(perAtom, 1000), Frame(perAtom), .. Three(group.Energy!, 1), Largest(group.EnergyPercent)];

    private static string[]? Forces(GroupReport group) => group.Force is not { } force
        ? null
        : [Count(force), .. Three(force, 1), Frame(force), .. Three(force, 1000), Largest(group.ForcePercent)];

    private static string[]? Virials(GroupReport group) => group.VirialPerAtom is not { } virial
        ? null
        : [Count(virial), .. Three(virial, 1000), Frame(virial)];

    private static string[]? Bindings(GroupReport group) => group.BindingEnergy is not { } binding
        ? null
        : [Count(binding), .. Three(binding, 1), Frame(binding), group.PearsonR is { } r ? Invariant($"{r:f6}") : "-"];

    private static string[] Three(ErrorStatistics errors, double factor) =>
        [Number(factor * errors.Rmse), Number(factor * errors.Mae), Number(factor * errors.Max)];

    private static string Largest(ErrorStatistics? errors) => errors is null ? "-" : Number(errors.Max);

    private static string Count(ErrorStatistics errors) => Invariant($"{errors.Count}");

    private static string Frame(ErrorStatistics errors) => Invariant($"{errors.MaxFrame}");

    private static string Number(double value) => Invariant($"{value:g4}");
}
