using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GapCli.Commands;
using GapCli.Programs;

namespace GapCli;

/// <summary><c>--help</c> with examples and <c>--version</c> with the program's name.</summary>
internal static class HelpAndVersion
{
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["evaluate"] = EvaluateCommand.Examples,
        ["info"] = InfoCommand.Examples,
        ["describe"] = DescribeCommand.Examples,
        ["fit"] = FitCommand.Examples,
        ["search"] = SearchCommand.Examples,
        ["validate"] = ValidateCommand.Examples,
        ["curate"] = CurateCommand.Examples,
        ["fingerprint"] = FingerprintCommand.Examples,
        ["deduplicate"] = DeduplicateCommand.Examples,
        ["heat-capacity"] = HeatCapacityCommand.Examples,
    };

    internal static string Version { get; } = typeof(HelpAndVersion).Assembly.GetName().Version!.ToString(3);

    internal static void Attach(RootCommand root)
    {
        foreach (Option option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction standard } help)
                help.Action = new ShowHelp(standard);
            else if (option is VersionOption version)
                version.Action = new ShowVersion();
        }
    }

    private sealed class ShowHelp(HelpAction standard) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            if (parseResult.CommandResult.Command is ProgramCommand command)
                command.Program(["--help"]).Become();
            int code = standard.Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out string? examples))
                parseResult.InvocationConfiguration.Output.WriteLine($"Examples:\n{examples}\n");
            return code;
        }
    }

    private sealed class ShowVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"gapsharp {Version}");
            return CommandLine.Success;
        }
    }
}
