using System.CommandLine;
using System.Text.Json;
using GapAnalysis.Fingerprints;
using GapCli.Evaluation;
using GapCli.Identity;
using GapCli.Streams;
using GapCore.Atoms;

namespace GapCli.Commands;

/// <summary><c>gapsharp fingerprint</c>: overlap-matrix fingerprints of clusters.</summary>
internal static class FingerprintCommand
{
    internal const string Examples = """
          gapsharp fingerprint minima.xyz
          gapsharp fingerprint minima.xyz --orbitals s --json -o fingerprints.json
          gapsharp fingerprint minima.xyz --local 3.0
        """;

    internal static Command Create(Terminal terminal)
    {
        Argument<string> structures = CommonOptions.Structures("STRUCTURES.xyz");
        var orbitals = new Option<string>("--orbitals")
        {
            Description = "orbitals of an atom: s or sp",
            DefaultValueFactory = _ => "sp",
        };
        orbitals.AcceptOnlyFromAmong("s", "sp");
        Option<double?> local = CommonOptions.Positive(
            "--local", "A", "fingerprints of every atom's environment, with this width of the cutoff function: atoms up to twice as far count");
        Option<string?> output = CommonOptions.Output("OUT.txt");
        Option<bool> json = CommonOptions.Json("one JSON document per frame and line instead of numbers");
        var command = new Command(
            "fingerprint", "Overlap-matrix fingerprints of free clusters, one per line: eigenvalues, descending.")
        {
            structures, orbitals, local, output, json,
        };
        command.SetAction(parsed => Run(
            terminal,
            parsed.GetRequiredValue(structures),
            parsed.GetRequiredValue(orbitals),
            parsed.GetValue(local),
            parsed.GetValue(output),
            parsed.GetValue(json)));
        return command;
    }

    private static int Run(Terminal terminal, string structures, string orbitals, double? width, string? outputPath, bool json)
    {
        using InputText input = InputText.Open(structures, terminal);
        using OutputText output = OutputText.Open(outputPath, terminal);
        FrameProgress.During(terminal, terminal.OutputIsScreen && !output.IsFile, progress =>
            FrameEvaluation.ForEach(input, progress, (index, frame) =>
            {
                FingerprintDocument document = Of(index, frame.Structure, orbitals, width);
                if (json)
                    output.Write(writer => writer.WriteLine(
                        JsonSerializer.Serialize(document, JsonDocuments.Default.FingerprintDocument)));
                else
                    output.Write(writer => WriteText(writer, document));
            }));
        output.Commit();
        return CommandLine.Success;
    }

    private static FingerprintDocument Of(int index, Structure structure, string orbitals, double? width)
    {
        Orbitals kind = orbitals == "s" ? Orbitals.S : Orbitals.SP;
        return new FingerprintDocument
        {
            Frame = index,
            Atoms = structure.Count,
            Orbitals = orbitals,
            Values = width is null ? GlobalFingerprint.Of(structure, kind).Values.ToArray() : null,
            Width = width,
            Environments = width is { } w ? LocalFingerprint.Of(structure, w, kind).Environments : null,
        };
    }

    private static void WriteText(TextWriter writer, FingerprintDocument document)
    {
        foreach (double[] values in document.Environments ?? [document.Values!])
            NumberRow.Write(writer, values);
    }
}
