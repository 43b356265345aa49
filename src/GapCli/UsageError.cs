using System.CommandLine;

namespace GapCli;

/// <summary>One line for a command line that cannot be understood.</summary>
internal static class UsageError
{
    internal static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = command is RootCommand ? "gapsharp" : $"gapsharp {command.Name}";
        string what = command is RootCommand && parsed.UnmatchedTokens.Count > 0
            ? $"unknown command '{parsed.UnmatchedTokens[0]}', expected {Commands(command)}"
            : command is RootCommand && parsed.Tokens.Count == 0
                ? $"no command given, expected {Commands(command)}"
                : Missing(parsed) ?? parsed.Errors[0].Message.TrimEnd('.');
        return $"{what}; see {path} --help";
    }

    private static string? Missing(ParseResult parsed)
    {
        foreach (Argument argument in parsed.CommandResult.Command.Arguments)
            if (parsed.GetResult(argument) is not { Tokens.Count: > 0 } && argument.Arity.MinimumNumberOfValues > 0)
                return $"{argument.Name} is missing, expected {argument.Description}";
        return null;
    }

    private static string Commands(Command root)
    {
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        return $"{string.Join(", ", names[..^1])} or {names[^1]}";
    }
}
