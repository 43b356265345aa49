using System.CommandLine;
using System.Text.Json;
using GapCli.Info;
using GapCli.Streams;

namespace GapCli.Commands;

/// <summary><c>gapsharp info</c>: what a potential consists of.</summary>
internal static class InfoCommand
{
    internal const string Examples = """
          gapsharp info na.xml
          gapsharp info na.xml --json
        """;

    internal static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json("one JSON document");
        var command = new Command(
            "info", "Terms, species, cutoffs, sparse points and their numerical rank, memory, versions of a potential.")
        {
            model, json,
        };
        command.SetAction(parsed =>
        {
            PotentialReport report = PotentialReporter.Describe(parsed.GetRequiredValue(model));
            if (parsed.GetValue(json))
                terminal.Output.WriteLine(JsonSerializer.Serialize(report, JsonDocuments.Default.PotentialReport));
            else
                ReportText.Write(terminal.Output, report, terminal.OutputIsScreen);
            return CommandLine.Success;
        });
        return command;
    }
}
