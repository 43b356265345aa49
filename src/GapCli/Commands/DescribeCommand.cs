using System.CommandLine;
using System.Text.Json;
using GapCli.Describe;
using GapCli.Evaluation;
using GapCli.Streams;
using GapCore.Evaluation;

namespace GapCli.Commands;

/// <summary><c>gapsharp describe</c>: descriptor vectors of structures.</summary>
internal static class DescribeCommand
{
    internal const string Examples = """
          gapsharp describe na55.xyz --descriptor "soap l_max=6 n_max=8 cutoff=8.0 cutoff_transition_width=1.0 atom_sigma=0.6"
          gapsharp describe na55.xyz --descriptor "distance_2b cutoff=6.0 Z1=11 Z2=11" --json -o pairs.json
        """;

    internal static Command Create(Terminal terminal)
    {
        Argument<string> structures = CommonOptions.Structures("STRUCTURES.xyz");
        var descriptor = new Option<string>("--descriptor")
        {
            Description = "descriptor string as gap_fit understands it, for example \"soap l_max=6 n_max=8 cutoff=5.0 atom_sigma=0.5\"",
            HelpName = "TEXT",
            Required = true,
        };
        Option<string?> output = CommonOptions.Output("OUT.txt");
        Option<bool> json = CommonOptions.Json("one JSON document per frame and line instead of one vector per line");
        var command = new Command("describe", "Descriptor vectors of structures, one per line.")
        {
            structures, descriptor, output, json,
        };
        command.SetAction(parsed => Run(
            terminal,
            parsed.GetRequiredValue(structures),
            parsed.GetRequiredValue(descriptor),
            parsed.GetValue(output),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string structures, string descriptor, string? outputPath, bool json)
    {
        using InputText input = InputText.Open(structures, terminal);
        using OutputText output = OutputText.Open(outputPath, terminal);
        FrameProgress.During(terminal, terminal.OutputIsScreen && !output.IsFile, progress =>
            FrameEvaluation.ForEach(input, progress, (index, frame) =>
            {
                DescriptorVectors vectors = DescriptorCalculator.Describe(descriptor, frame.Structure);
                if (json)
                    output.Write(writer => writer.WriteLine(JsonSerializer.Serialize(
                        DescriptorDocument.From(index, frame.Structure.Count, vectors), JsonDocuments.Default.DescriptorDocument)));
                else
                    output.Write(writer => DescriptorText.Write(writer, vectors));
            }));
        output.Commit();
        return CommandLine.Success;
    }
}
