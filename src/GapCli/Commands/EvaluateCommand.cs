using System.CommandLine;
using System.Text.Json;
using GapCli.Evaluation;
using GapCli.Streams;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapCli.Commands;

/// <summary><c>gapsharp evaluate</c>: structures in, structures with energies, forces and so on out.</summary>
internal static class EvaluateCommand
{
    internal const string Examples = """
          gapsharp evaluate na.xml clusters.xyz -o results.xyz
          gapsharp evaluate na.xml clusters.xyz --properties energy,local_energy,variance --json
          cat clusters.xyz | gapsharp evaluate na.xml - --threads 4 > results.xyz
        """;

    internal static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonOptions.Model();
        Argument<string> structures = CommonOptions.Structures("IN.xyz");
        Option<string?> output = CommonOptions.Output("OUT.xyz");
        Option<Properties?> properties = PropertyList.Option();
        Option<string?> prefix = Prefix();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> noCompression = CommonOptions.NoCompression();
        Option<bool> json = CommonOptions.Json("one JSON document per frame and line instead of extended XYZ");
        var command = new Command("evaluate", "Energies, forces, virials and their local parts of structures.")
        {
            model, structures, output, properties, prefix, threads, noCompression, json,
        };
        command.SetAction(parsed => Run(
            terminal,
            GapPotential.Load(parsed.GetRequiredValue(model), compress: !parsed.GetValue(noCompression)),
            parsed.GetRequiredValue(structures),
            parsed.GetValue(output),
            parsed.GetValue(properties) ?? PropertyList.Default,
            parsed.GetValue(prefix) ?? "",
            parsed.GetValue(threads),
            parsed.GetValue(json)));
        return command;
    }

    private static Option<string?> Prefix() => new("--prefix")
    {
        Description = "put before every name written: gap_ gives gap_energy, gap_forces ...; results of the input then stay [default: none]",
        HelpName = "TEXT",
        Validators =
        {
            result =>
            {
                string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                if (!text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.'))
                    result.AddError($"--prefix is '{text}', expected letters, digits, _, - and .");
            },
        },
    };

    private static int Run(
        Terminal terminal, GapPotential potential, string structures, string? outputPath, Properties properties, string prefix, int threads,
        bool json)
    {
        if (properties.HasFlag(Properties.PosteriorVariances))
            potential.LoadPosterior();
        using InputText input = InputText.Open(structures, terminal);
        using OutputText output = OutputText.Open(outputPath, terminal);
        using var evaluator = new GapEvaluator(potential, threads);
        var result = new EvaluationResult();
        FrameProgress.During(terminal, terminal.OutputIsScreen && !output.IsFile, progress =>
            FrameEvaluation.ForEach(input, progress, (index, frame) =>
            {
                evaluator.Evaluate(frame.Structure, properties, result);
                if (json)
                    output.Write(writer => writer.WriteLine(
                        JsonSerializer.Serialize(FrameDocument.From(index, result), JsonDocuments.Default.FrameDocument)));
                else
                    output.Write(writer => ExtendedXyzWriter.Write(writer, FrameAnnotator.Annotate(frame, result, prefix)));
            }));
        output.Commit();
        return CommandLine.Success;
    }
}
