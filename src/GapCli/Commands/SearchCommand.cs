using System.CommandLine;
using GapCli.Fitting;
using GapCli.Search;
using GapCli.Streams;
using GapCore;
using GapFit.Fitting;
using GapFit.Ranks;
using GapFit.Search;
using GapFit.Search.Report;

namespace GapCli.Commands;

/// <summary><c>gapsharp search</c>: hyperparameters by trying them.</summary>
internal static class SearchCommand
{
    internal const string Examples = """
          gapsharp search --config search.txt
          gapsharp search --config search.txt --output results --threads 4 --fit
          gapsharp search --config search.txt --output results --part 3/8 --wait 3600
          mpirun -np 4 gapsharp search --config search.txt --output results --threads 8
        """;

    private const long DefaultMemory = 2L << 30;

    internal static Command Create(Terminal terminal)
    {
        var config = new Option<string>("--config")
        {
            Description = "what to try: a config file of gapsharp fit with alternatives, n_max=8|10|12, in stages",
            HelpName = "FILE",
            Required = true,
        };
        Option<string?> output = CommonOptions.File(
            "--output", "FOLDER", "folder of the results; what it has already is not done again [default: the config file's name with .search]");
        output.Aliases.Add("-o");
        Option<int> threads = CommonOptions.WholeNumber("--threads", "fits at the same time, 0 for one per processor", 0, CommonOptions.MaxThreads, 0);
        Option<long?> memory = CommonOptions.Memory("memory for fits that are made together, for example 4GB or 800MB [default: 2GB]");
        Option<(int Part, int Parts)?> part = Part();
        Option<int> wait = CommonOptions.WholeNumber("--wait", "seconds to wait for other parts at the end of a stage", 0, 604800, 0);
        var fit = new Option<bool>("--fit") { Description = "also fit the best: to gp_file of the config file, or best.xml in the folder" };
        var noCost = new Option<bool>("--no-cost") { Description = "do not measure how long evaluations take" };
        var command = new Command("search", "Looks for the hyperparameters of a fit that make an error smallest.")
        {
            config, output, threads, memory, part, wait, fit, noCost,
        };
        command.SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(config);
            (int number, int parts) = parsed.GetValue(part) ?? (1, 1);
            var settings = new SearchRunSettings
            {
                Folder = parsed.GetValue(output) ?? Path.ChangeExtension(file, "search"),
                Threads = parsed.GetValue(threads),
                MaxMemory = parsed.GetValue(memory) ?? DefaultMemory,
                Part = number,
                Parts = parts,
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
                MeasuresCost = !parsed.GetValue(noCost),
            };
            return RankedCommand.Run(terminal, ranks => Run(terminal, file, parsed.GetValue(fit), settings, ranks));
        });
        return command;
    }

    private static Option<(int Part, int Parts)?> Part() => new("--part")
    {
        Description = "make this part of the fits, for example 3/8; other processes with the same folder make the others",
        HelpName = "I/N",
        CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            string[] numbers = text.Split('/');
            if (numbers.Length == 2 && int.TryParse(numbers[0], out int number) && int.TryParse(numbers[1], out int parts)
                && number >= 1 && number <= parts && parts <= 100_000)
                return (number, parts);
            result.AddError($"--part is '{text}', expected I/N with I from 1 to N, for example 3/8");
            return null;
        },
    };

    private static void Run(Terminal terminal, string config, bool fits, SearchRunSettings settings, IRankGroup ranks)
    {
        if (ranks.Count > 1 && settings.Parts > 1)
            ranks.Share(() => throw new GapException(GapErrorKind.Argument, "--part under mpirun, expected one of the two"));
        SearchOptions? options = null;
        ranks.Share(() => options = SearchOptionsParser.ParseFile(config));
        if (ranks.Rank == 0)
            Lead(terminal, options!, settings, fits, ranks);
        else
            Follow(options!, settings, ranks);
    }

    private static void Follow(SearchOptions options, SearchRunSettings settings, IRankGroup ranks)
    {
        using var searcher = new Searcher(options, settings, SilentProgress.Instance, ranks);
        searcher.Run();
    }

    private static void Lead(Terminal terminal, SearchOptions options, SearchRunSettings settings, bool fits, IRankGroup ranks)
    {
        using var interruption = new Interruption(
            terminal, null, null, advice: $"the same command goes on: what is done stays in {settings.Folder}");
        SearchOutcome? outcome = null;
        FitReport? report = null;
        FitProgress.During(terminal, progress =>
        {
            using var searcher = new Searcher(options, settings, progress, ranks);
            outcome = searcher.Run();
            if (fits && outcome is { IsComplete: true, Best: { } best })
                report = GapFitter.Run(BestFit.Options(best, outcome), new FitRunSettings { Threads = settings.Threads }, progress).Report;
        });
        SearchText.Write(terminal.Output, outcome!, settings.Folder, terminal.OutputIsScreen);
        if (report is not null)
            terminal.Output.WriteLine($"potential: {report.PotentialFile}");
    }
}
