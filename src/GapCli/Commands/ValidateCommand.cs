using System.CommandLine;
using System.Text.Json;
using GapCli.Evaluation;
using GapCli.Streams;
using GapCli.Validation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapFit.Options;
using GapFit.Validation;

namespace GapCli.Commands;

/// <summary><c>gapsharp validate</c>: errors of a potential against data.</summary>
internal static class ValidateCommand
{
    internal const string Examples = """
          gapsharp validate na.xml test.xyz
          gapsharp validate na.xml data.xyz.gz --subset split=test --subset "size>=40" --by size --threads 4
          gapsharp validate na.xml test.xyz --plot parity.svg --csv frames.csv --json errors.json
        """;

    private const string ConfigType = "config_type", Size = "size";

    internal static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonOptions.Model();
        var data = new Argument<string[]>("DATA.xyz")
        {
            Description = "structures with energies, forces or virials: extended XYZ, gzip if named .gz, - for standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string> energy = CommonOptions.EnergyKey();
        Option<string> force = CommonOptions.ForceKey();
        Option<string> virial = CommonOptions.Text(
            "--virial-key", "comment-line entry with the virial; without the option also a stress", "virial");
        Option<FrameFilter[]?> subset = Subset();
        Option<string[]?> by = By();
        Option<int> threads = CommonOptions.Threads();
        Option<string?> json = CommonOptions.File(
            "--json", "OUT.json", "all errors as one JSON document; - for standard output, without tables");
        Option<string?> csv = CommonOptions.File("--csv", "OUT.csv", "a line for each configuration; - likewise");
        Option<string?> plot = CommonOptions.File(
            "--plot", "OUT.svg", "predictions against data, SVG; PNG where rsvg-convert is installed and the name ends in .png");
        var command = new Command("validate", "Errors of energies, forces and virials against data, by groups.")
        {
            model, data, energy, force, virial, subset, by, threads, json, csv, plot,
        };
        command.SetAction(parsed =>
        {
            FrameFilter[] filters = parsed.GetValue(subset) ?? [];
            string virialKey = parsed.GetRequiredValue(virial);
            return Run(
                terminal,
                parsed.GetRequiredValue(model),
                parsed.GetRequiredValue(data),
                new ValidationOptions
                {
                    Keys = new DataKeys
                    {
                        Energy = parsed.GetRequiredValue(energy),
                        Force = parsed.GetRequiredValue(force),
                        Virial = virialKey,
                        // Who names the virial means it, not a stress of another origin beside it.
                        Stress = virialKey == "virial" ? "stress" : "",
                    },
                    Threads = parsed.GetValue(threads),
                    Subset = filters.Length == 0 ? null : frame => filters.All(filter => filter.Accepts(frame)),
                    KeepForces = parsed.GetValue(plot) is not null,
                },
                parsed.GetValue(by) is { Length: > 0 } groups ? groups : [ConfigType, Size],
                new Outputs(parsed.GetValue(json), parsed.GetValue(csv), parsed.GetValue(plot)));
        });
        return command;
    }

    private static Option<FrameFilter[]?> Subset() => new("--subset")
    {
        Description = "compare only frames with config_type=NAME, size=N, size>=N and so on, or KEY=TEXT of any comment-line entry; "
            + "several must all hold",
        HelpName = "CONDITION",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => CommonOptions.Parsed(result, "--subset", texts => Array.ConvertAll(texts, FrameFilter.Parse)),
    };

    private static Option<string[]?> By() => new("--by")
    {
        Description = "groups of the tables, separated by commas [default: config_type,size]",
        HelpName = "LIST",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result =>
        {
            string[] groups = string.Join(',', result.Tokens.Select(token => token.Value)).Split(',', StringSplitOptions.TrimEntries);
            if (Array.Find(groups, group => group is not (ConfigType or Size)) is { } wrong)
                result.AddError($"--by has '{wrong}', expected {ConfigType} or {Size}");
            return groups;
        },
    };

    private static int Run(
        Terminal terminal, string model, string[] data, ValidationOptions options, string[] groups, Outputs outputs)
    {
        outputs.Require([model, .. data]);
        GapPotential potential = GapPotential.Load(model);
        ValidationReport? report = null;
        FrameProgress.During(terminal, resultsOnScreen: false, progress =>
        {
            IEnumerable<ExtendedXyzFrame> frames = FrameFiles.Read(data, terminal, progress).Select(item => item.Frame);
            report = Validator.Validate(potential, frames, options);
        });
        outputs.Write(model, data, report!, terminal);
        if (!outputs.FillStandardOutput)
            ValidationText.Write(terminal.Output, report!, groups.Contains(ConfigType), groups.Contains(Size), terminal.OutputIsScreen);
        return CommandLine.Success;
    }

    /// <summary>Files besides the tables; null: not wanted.</summary>
    private sealed record Outputs(string? Json, string? Csv, string? Plot)
    {
        /// <summary>A program reads standard output: no tables there.</summary>
        internal bool FillStandardOutput => Json == "-" || Csv == "-";

        /// <summary>Refuses, before anything is computed, what could not be written or would destroy what is read.</summary>
        internal void Require(string[] inputs)
        {
            foreach (string output in new[] { Json, Csv, Plot }.OfType<string>())
                InputText.RequireOther(output, inputs);
            if (Plot is not null)
                PlotFile.Require(Plot);
        }

        internal void Write(string model, string[] data, ValidationReport report, Terminal terminal)
        {
            if (Csv is not null)
                OutputText.WriteFile(Csv, terminal, writer => ValidationCsv.Write(writer, report));
            if (Plot is not null)
                PlotFile.Write(Plot, report, terminal);
            if (Json is not null)
                OutputText.WriteFile(Json, terminal, writer => writer.WriteLine(JsonSerializer.Serialize(
                    ValidationDocument.From(model, data, report), JsonDocuments.Default.ValidationDocument)));
        }
    }
}
