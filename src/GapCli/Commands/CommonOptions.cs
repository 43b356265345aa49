using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

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
        CustomParser = result =>
        {
            string text = Only(result);
            if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
                && value >= smallest && value <= largest)
                return value;
            result.AddError($"{name} is '{text}', expected a whole number from {smallest} to {largest}");
            return otherwise;
        },
    };

    private static string Only(ArgumentResult result) => result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
}
