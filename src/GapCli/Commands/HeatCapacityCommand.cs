using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using GapAnalysis.Thermodynamics;
using GapCli.Streams;
using GapCli.Thermodynamics;
using GapCore.Text;

namespace GapCli.Commands;

/// <summary><c>gapsharp heat-capacity</c>: C_V(T) and the melting temperature from simulations at several temperatures.</summary>
internal static class HeatCapacityCommand
{
    internal const string Examples = """
          gapsharp heat-capacity log.150K log.200K log.250K --plot curve.svg --csv curve.csv
          gapsharp heat-capacity md-*.csv --atoms 55 --range 150:300:0.5 --method both --json curve.json
          gapsharp heat-capacity lj13-*.csv --atoms 13 --boltzmann 1 --kinetic monte-carlo --resample files
        """;

    private const int MostBins = EnergyBins.Most, MostDraws = 100_000, MostPoints = 100_000;

    internal static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "energies: LAMMPS logs, or tables with the columns temperature and energy; gzip if named .gz, - for standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<int?> atoms = CommonOptions.Count("--atoms", "number of atoms [default: as LAMMPS logs say]");
        Option<double[]?> temperatures = Numbers(
            "--temperatures", "LIST", ',', null, "temperature of the bath, one for each file, separated by commas [default: as the files say]");
        Option<EnergyColumns?> columns = Columns();
        Option<double?> boltzmann = CommonOptions.Positive(
            "--boltzmann", "energy/temperature of the data", "Boltzmann's constant; 1 for reduced units [default: 8.617333e-5 eV/K]");
        Option<int> bins = CommonOptions.WholeNumber("--bins", "bins of energy", 2, MostBins, 500);
        Option<double?> width = CommonOptions.Positive("--bin-width", "eV", "width of the bins, instead of their number");
        Option<HeatCapacityMethod> method = Choice(
            "--method", "densities of states become one by histograms, by mbar (no bins), or both",
            ("histogram", HeatCapacityMethod.Histogram), ("mbar", HeatCapacityMethod.Mbar), ("both", HeatCapacityMethod.Both));
        Option<KineticPart> kinetic = Choice(
            "--kinetic", "part of the motion: (3N-6)/2 k for a cluster without momenta, 3N/2 k for monte-carlo",
            ("cluster", KineticPart.Cluster), ("monte-carlo", KineticPart.MonteCarlo));
        var equilibrated = new Option<bool>("--equilibrated")
        {
            Description = "cut no beginning off the series",
        };
        Option<int> bootstrap = CommonOptions.WholeNumber("--bootstrap", "draws for the error bars; 0: none", 0, MostDraws, 200);
        Option<Resampling> resample = Choice(
            "--resample", "what is drawn: samples of each series, or whole files, independent runs with all temperatures (replica exchange)",
            ("samples", Resampling.Samples), ("files", Resampling.Files));
        Option<Correlation> correlation = Choice(
            "--correlation", "g of a series about its own mean, or about that of all temperatures together (rare transitions)",
            ("own", Correlation.Own), ("common", Correlation.Common));
        Option<int> seed = CommonOptions.WholeNumber("--seed", "seed of the draws", 0, int.MaxValue, 1);
        Option<int> threads = CommonOptions.Threads();
        Option<double[]?> range = Numbers("--range", "T1:T2:STEP", ':', 3, "temperatures of the curve [default: 201 over those of the files]");
        Option<string?> csv = CommonOptions.File("--csv", "OUT.csv", "a line for each temperature; - for standard output, without tables");
        Option<string?> json = CommonOptions.File("--json", "OUT.json", "everything as one JSON document; - likewise");
        Option<string?> plot = CommonOptions.File(
            "--plot", "OUT.svg", "the curve, SVG; PNG where rsvg-convert is installed and the name ends in .png");
        var command = new Command("heat-capacity", "Heat capacity and melting temperature by multiple histograms.")
        {
            files, atoms, temperatures, columns, boltzmann, bins, width, method, kinetic, equilibrated, bootstrap, resample, correlation, seed,
            threads, range, csv, json, plot,
        };
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetRequiredValue(files);
            var outputs = new Outputs(parsed.GetValue(csv), parsed.GetValue(json), parsed.GetValue(plot));
            outputs.Require(paths);
            IReadOnlyList<EnergySeries> series = SeriesFiles.Read(
                paths, terminal, parsed.GetValue(columns) ?? new EnergyColumns(),
                parsed.GetValue(temperatures) is { Length: > 0 } given ? given : null);
            HeatCapacityReport report = HeatCapacityAnalysis.Run(series, new HeatCapacityOptions
            {
                Atoms = SeriesFiles.Atoms(parsed.GetValue(atoms), series),
                Boltzmann = SeriesFiles.Boltzmann(parsed.GetValue(boltzmann), series),
                Bins = parsed.GetValue(bins),
                BinWidth = parsed.GetValue(width),
                Method = parsed.GetValue(method),
                Kinetic = parsed.GetValue(kinetic),
                Equilibrated = parsed.GetValue(equilibrated),
                Bootstrap = parsed.GetValue(bootstrap),
                Resampling = parsed.GetValue(resample),
                Correlation = parsed.GetValue(correlation),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Temperatures = parsed.GetValue(range) is { Length: 3 } ends ? Steps(ends) : null,
            });
            HeatCapacityText.Warn(terminal.Error, report);
            outputs.Write(report, terminal, parsed.GetValue(boltzmann) is null ? "K" : "");
            return CommandLine.Success;
        });
        return command;
    }

    private static double[] Steps(double[] range)
    {
        int count = (int)Math.Floor((range[1] - range[0]) / range[2] * (1 + 1e-12)) + 1;
        return [.. Enumerable.Range(0, count).Select(i => range[0] + i * range[2])];
    }

    private static Option<double[]?> Numbers(string name, string helpName, char separator, int? count, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            string[] words = text.Split(separator);
            double[] values = [.. words.Select(word => FortranNumber.TryFinite(word, out double value) ? value : double.NaN)];
            bool range = count == 3;
            if (values.All(value => value > 0) && (count ?? words.Length) == words.Length
                && (!range || (values[1] >= values[0] && (values[1] - values[0]) / values[2] < MostPoints)))
                return values;
            result.AddError($"{name} is '{text}', expected "
                + (range ? $"T1:T2:STEP, positive, T1 below T2, at most {MostPoints} steps" : "positive numbers between commas"));
            return null;
        },
    };

    private static Option<EnergyColumns?> Columns() => new("--columns")
    {
        Description = "names of these columns in tables [default: temperature,energy]",
        HelpName = "TEMPERATURE,ENERGY",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (text.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } temperature, { Length: > 0 } energy])
                return new EnergyColumns(temperature, energy);
            result.AddError($"--columns is '{text}', expected two names, TEMPERATURE,ENERGY");
            return null;
        },
    };

    private static Option<T> Choice<T>(string name, string description, params (string Name, T Value)[] choices) => new(name)
    {
        Description = $"{description} [default: {choices[0].Name}]",
        HelpName = string.Join('|', choices.Select(choice => choice.Name)),
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            int place = Array.FindIndex(choices, choice => choice.Name == text);
            if (place < 0)
                result.AddError($"{name} is '{text}', expected {string.Join(" or ", choices.Select(choice => choice.Name))}");
            return choices[Math.Max(place, 0)].Value;
        },
    };

    /// <summary>Files besides the tables; null: not wanted.</summary>
    private sealed record Outputs(string? Csv, string? Json, string? Plot)
    {
        /// <summary>Refuses, before anything is computed, what could not be written or would destroy what is read.</summary>
        internal void Require(string[] inputs)
        {
            foreach (string output in new[] { Csv, Json, Plot }.OfType<string>())
                InputText.RequireOther(output, inputs);
            if (Plot is not null)
                PlotFile.Require(Plot);
        }

        internal void Write(HeatCapacityReport report, Terminal terminal, string temperatureUnit)
        {
            if (Csv is not null)
                OutputText.WriteFile(Csv, terminal, writer => HeatCapacityCsv.Write(writer, report));
            if (Plot is not null)
                PlotFile.Write(Plot, terminal, writer => HeatCapacityPlot.Write(writer, report, temperatureUnit));
            if (Json is not null)
                OutputText.WriteFile(Json, terminal, writer => writer.WriteLine(
                    JsonSerializer.Serialize(HeatCapacityDocument.From(report), JsonDocuments.Default.HeatCapacityDocument)));
            if (Csv != "-" && Json != "-")
                HeatCapacityText.Write(terminal.Output, report, terminal.OutputIsScreen);
        }
    }
}
