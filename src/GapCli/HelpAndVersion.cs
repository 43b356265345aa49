using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GapCli;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CommandWithExamples(string name, string description, string examples) : Command(name, description)
{
    public string Examples { get; } = examples;
}

/// <summary><c>--help</c> with examples and <c>--version</c> with the program's name.</summary>
internal static class HelpAndVersion
{
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
            int code = standard.Invoke(parseResult);
            if (parseResult.CommandResult.Command is CommandWithExamples { Examples: var examples })
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
