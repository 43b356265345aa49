using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GapCore;
using GapCore.Text;

namespace GapCli.Commands;

/// <summary>Options that several commands share; one wording, one check.</summary>
internal static class CommonOptions
{
    internal const int MaxThreads = 256;

    internal static Argument<string> Model() => new("MODEL.xml")
    {
        Description = "a potential: QUIP GAP XML, its sparse point files beside it",
    };

    internal static Argument<string> Structures(string name) => new(name)
    {
        Description = "structures: extended XYZ, - for standard input",
    };

    /// <summary>Files of structures that are read more than once.</summary>
    internal static Argument<string[]> Files(string name, string what) => new(name)
    {
        Description = $"{what}: extended XYZ files, gzip where the name ends in .gz",
        Arity = ArgumentArity.OneOrMore,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Any(token => token.Value == "-"))
                    result.AddError($"{name} is '-', expected files: they are read twice");
            },
        },
    };

    internal static Option<string?> Output(string name) => new("--output", "-o")
    {
        Description = "where results go; written beside and renamed, so whole or absent [default: standard output, also -]",
        HelpName = name,
    };

    internal static Option<bool> Json(string what) => new("--json") { Description = what };

    internal static Option<bool> NoCompression() => new("--no-compression")
    {
        Description = "use every component of the sparse points; without it fewer, where no local energy changes by more than 1e-10 eV",
    };

    internal static Option<int> Threads() => WholeNumber("--threads", "worker threads", 1, MaxThreads, 1);

    internal static Option<int> WholeNumber(string name, string description, int smallest, int largest, int otherwise) => new(name)
    {
        Description = $"{description}, {smallest} to {largest}",
        HelpName = "N",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => ParseWhole(name, result, smallest, largest) ?? otherwise,
    };

    /// <summary>A number of things, or null where the option is absent.</summary>
    internal static Option<int?> Count(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ParseWhole(name, result, 0, int.MaxValue),
    };

    /// <summary>A positive number, or null where the option is absent.</summary>
    internal static Option<double?> Positive(string name, string unit, string description) => new(name)
    {
        Description = $"{description} ({unit})",
        HelpName = "NUMBER",
        CustomParser = result =>
        {
            if (FortranNumber.TryFinite(Only(result), out double value) && value > 0)
                return value;
            result.AddError($"{name} is '{Only(result)}', expected a positive number ({unit})");
            return null;
        },
    };

    /// <summary>A text with a default.</summary>
    internal static Option<string> Text(string name, string description, string otherwise) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = _ => otherwise,
    };

    /// <summary>A file that is written, or null where the option is absent.</summary>
    internal static Option<string?> File(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>A size of memory, bytes.</summary>
    internal static Option<long?> Memory(string description) => new("--max-memory")
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            string text = Only(result);
            (string suffix, double unit) = text.EndsWith("GB", StringComparison.OrdinalIgnoreCase) ? (text[^2..], 1e9)
                : text.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? (text[^2..], 1e6) : ("", 1);
            if (double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double size)
                && size * unit is >= 1e6 and <= 1e15)
                return (long)(size * unit);
            result.AddError($"--max-memory is '{text}', expected a size of at least 1MB, for example 4GB or 800MB");
            return null;
        },
    };

    /// <summary>Name of the energies in structure files.</summary>
    internal static Option<string> EnergyKey() => Text("--energy-key", "comment-line entry with the energy", "energy");

    /// <summary>Name of the forces in structure files.</summary>
    internal static Option<string> ForceKey() => Text("--force-key", "columns with the forces; of force and forces either", "forces");

    /// <summary>What <paramref name="parse"/> makes of the option's texts; what it refuses is a wrong call.</summary>
    internal static T? Parsed<T>(ArgumentResult result, string name, Func<string[], T> parse)
        where T : class
    {
        try
        {
            return parse([.. result.Tokens.Select(token => token.Value)]);
        }
        catch (GapException refusal)
        {
            result.AddError($"{name}: {refusal.Message}");
            return null;
        }
    }

    private static int? ParseWhole(string name, ArgumentResult result, int smallest, int largest)
    {
        string text = Only(result);
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            && value >= smallest && value <= largest)
            return value;
        result.AddError($"{name} is '{text}', expected a whole number from {smallest} to {largest}");
        return null;
    }

    private static string Only(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
}
