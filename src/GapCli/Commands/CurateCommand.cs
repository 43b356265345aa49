using System.CommandLine;
using System.CommandLine.Parsing;
using GapCli.Curation;
using GapCli.Evaluation;
using GapCli.Streams;
using GapCore.Potentials;
using GapFit.Curation;
using GapFit.Options;
using GapFit.Validation;

namespace GapCli.Commands;

/// <summary><c>gapsharp curate</c>: chooses configurations from a pool and divides them.</summary>
internal static class CurateCommand
{
    internal const string Examples = """
          gapsharp curate pool.xyz -o set.xyz --energy-window 0.001 --count 500 --uniform-energy
          gapsharp curate pool.xyz.gz -o hard.xyz --model na.xml --force-error 0.05 --add 150
          gapsharp curate a.xyz b.xyz -o set.xyz --per-size 50 --split train=0.8,validation=0.1,test=0.1 --split-files --seed 1
        """;

    internal static Command Create(Terminal terminal)
    {
        var pool = new Argument<string[]>("POOL.xyz")
        {
            Description = "structures to choose from: extended XYZ files, gzip where the name ends in .gz",
            Arity = ArgumentArity.OneOrMore,
            Validators = { result => RefuseStandardInput(result) },
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "file of the chosen, their text as it was; written beside and renamed",
            HelpName = "OUT.xyz",
            Required = true,
        };
        Option<double?> window = CommonOptions.Positive(
            "--energy-window", "eV", "of the same composition and energies closer than this keep one");
        Option<int?> count = CommonOptions.Count("--count", "choose N in all, as equally from every number of atoms as the pool allows");
        Option<int?> perSize = CommonOptions.Count("--per-size", "choose at most N of each number of atoms");
        var uniform = new Option<bool>("--uniform-energy")
        {
            Description = "choose evenly over the range of energies of each number of atoms; without it at random",
        };
        Option<string?> model = CommonOptions.File(
            "--model", "MODEL.xml", "potential whose force errors tell what to add; without --count and --per-size only that is chosen");
        Option<double?> error = CommonOptions.Positive(
            "--force-error", "eV/A", "add what has an atom with a larger force error, worst first");
        Option<int?> add = CommonOptions.Count("--add", "add at most N for their force errors");
        var split = new Option<SplitPart[]?>("--split")
        {
            Description = "divide each number of atoms into parts, for example train=0.8,validation=0.1,test=0.1; "
                + "the comment line gets split=PART",
            HelpName = "LIST",
            CustomParser = result => CommonOptions.Parsed(result, "--split", texts => SplitPart.ParseList(string.Join(',', texts))),
        };
        var splitFiles = new Option<bool>("--split-files")
        {
            Description = "write OUT.train.xyz and so on, comment lines untouched, instead of one file",
        };
        Option<int> seed = CommonOptions.WholeNumber("--seed", "seed of random choices", 0, int.MaxValue, 0);
        Option<string> energyKey = CommonOptions.EnergyKey();
        Option<string> forceKey = CommonOptions.ForceKey();
        Option<int> threads = CommonOptions.Threads();
        var command = new Command("curate", "Chooses configurations from a pool and divides them into training, validation and test sets.")
        {
            pool, output, window, count, perSize, uniform, model, error, add, split, splitFiles, seed, energyKey, forceKey, threads,
        };
        command.Validators.Add(result =>
        {
            Requires(result, uniform, count, perSize);
            Requires(result, model, error);
            Requires(result, error, model);
            Requires(result, add, model);
            Requires(result, splitFiles, split);
        });
        command.SetAction(parsed => Run(
            terminal,
            parsed.GetRequiredValue(pool),
            parsed.GetRequiredValue(output),
            parsed.GetValue(model),
            new CurationOptions
            {
                EnergyWindow = parsed.GetValue(window),
                PerSize = parsed.GetValue(perSize),
                Count = parsed.GetValue(count),
                UniformEnergy = parsed.GetValue(uniform),
                ForceError = parsed.GetValue(error),
                MostAdded = parsed.GetValue(add),
                Split = parsed.GetValue(split) ?? [],
                Seed = parsed.GetValue(seed),
            },
            new ValidationOptions
            {
                Keys = new DataKeys { Energy = parsed.GetRequiredValue(energyKey), Force = parsed.GetRequiredValue(forceKey) },
                Threads = parsed.GetValue(threads),
            },
            parsed.GetValue(splitFiles)));
        return command;
    }

    private static int Run(
        Terminal terminal, string[] files, string output, string? model, CurationOptions options, ValidationOptions comparison,
        bool splitFiles)
    {
        GapPotential? potential = model is null ? null : GapPotential.Load(model);
        CurationResult? result = null;
        FrameProgress.During(terminal, resultsOnScreen: false, progress =>
        {
            PoolFrame[] pool =
            [
                .. FrameFiles.Read(files, terminal, progress)
                    .Select((item, index) => PoolFrame.Of(index, item.File, item.Frame, comparison.Keys.Energy)),
            ];
            result = Curator.Curate(pool, options, potential is null ? null : candidates => ForceErrors.Of(
                potential, FrameFiles.Read(files, terminal, progress).Select(item => item.Frame), candidates, comparison));
        });
        if (splitFiles)
            CuratedFiles.WriteParts(result!, output, options.Split);
        else
            CuratedFiles.Write(result!, output);
        CurationText.Write(terminal.Output, result!, [.. options.Split.Select(part => part.Name)], terminal.OutputIsScreen);
        return CommandLine.Success;
    }

    /// <summary>An option that has no meaning without one of others.</summary>
    private static void Requires(CommandResult result, Option option, params Option[] others)
    {
        if (result.GetResult(option) is not null && others.All(other => result.GetResult(other) is null))
            result.AddError($"{option.Name} without {string.Join(" or ", others.Select(other => other.Name))}, expected both");
    }

    private static void RefuseStandardInput(ArgumentResult result)
    {
        if (result.Tokens.Any(token => token.Value == "-"))
            result.AddError("POOL.xyz is '-', expected files: a pool is read twice");
    }
}
