using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GapServer.Cli;

/// <summary><c>--help</c> with examples.</summary>
internal sealed class ServeHelp(HelpAction standard) : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          gapsharp serve --model na=na.xml
          gapsharp serve na.xml mg.xml --port 50052 --threads 2
          gapsharp-server na.xml --unix /run/user/1000/gapsharp.sock

        """;

    public override bool ClearsParseErrors => true;

    internal static void Attach(RootCommand root)
    {
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction standard)
                help.Action = new ServeHelp(standard);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = standard.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Examples);
        return code;
    }
}
