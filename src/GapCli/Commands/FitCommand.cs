using System.CommandLine;
using System.Text.Json;
using GapCli.Fitting;
using GapCli.Streams;
using GapCore;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Ranks;

namespace GapCli.Commands;

/// <summary><c>gapsharp fit</c>: gap_fit's command line in, a potential out.</summary>
internal static class FitCommand
{
    internal const string Examples = """
          gapsharp fit at_file=train.xyz gap='{soap l_max=6 n_max=8 cutoff=7.5 atom_sigma=0.6 zeta=4 delta=0.2 n_sparse=600
            sparse_method=cur_points covariance_type=dot_product}' default_sigma='{0.002 0.05 0 0}' gp_file=na.xml
          gapsharp fit --config fit.txt --threads 2 --max-memory 4GB
          gapsharp fit --config fit.txt --resume
          gapsharp fit --config fit.txt --variance
        """;

    internal static Command Create(Terminal terminal)
    {
        var words = new Argument<string[]>("KEY=VALUE")
        {
            Description = "gap_fit's keys: at_file, gap, default_sigma, gp_file and so on",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> config = Text("--config", "FILE", "take the keys from a file instead");
        Option<int> threads = CommonOptions.WholeNumber("--threads", "worker threads, 0 for one per processor", 0, CommonOptions.MaxThreads, 0);
        Option<long?> memory = CommonOptions.Memory("most memory to use, for example 4GB or 800MB: fewer threads and smaller blocks where need be [default: no limit]");
        Option<string?> checkpoint = Text(
            "--checkpoint", "FOLDER", "where the state of the fit is kept until it is done [default: the potential's file name with .checkpoint]");
        Option<int> every = CommonOptions.WholeNumber("--checkpoint-every", "seconds between checkpoints, 0 for one after every block of rows", 0, 86400, 180);
        var resume = new Option<bool>("--resume") { Description = "go on from the checkpoint of a fit that was interrupted" };
        var variance = new Option<bool>("--variance")
        {
            Description = "also store what posterior variances need, beside the potential: 8 M^2 bytes or less for M sparse points",
        };
        Option<string?> report = Text("--report", "OUT.json", "what the fit did and took, as JSON; written when it is done");
        var command = new Command("fit", "Fits a potential to energies, forces and virials.")
        {
            words, config, threads, memory, checkpoint, every, resume, variance, report,
        };
        command.SetAction(parsed => Run(terminal, () => Options(parsed.GetValue(words) ?? [], parsed.GetValue(config)), new FitRunSettings
        {
            Threads = parsed.GetValue(threads),
            MaxMemory = parsed.GetValue(memory),
            CheckpointDirectory = parsed.GetValue(checkpoint),
            CheckpointInterval = TimeSpan.FromSeconds(parsed.GetValue(every)),
            Resume = parsed.GetValue(resume),
            WithVariance = parsed.GetValue(variance),
        }, parsed.GetValue(report)));
        return command;
    }

    private static FitOptions Options(string[] words, string? config)
    {
        if (config is null)
            return FitOptionsParser.Parse(words);
        return words.Length == 0
            ? FitOptionsParser.ParseFile(config)
            : throw new GapException(GapErrorKind.Argument, $"--config and '{words[0]}', expected either a file or keys");
    }

    private static int Run(Terminal terminal, Func<FitOptions> read, FitRunSettings settings, string? reportFile) =>
        RankedCommand.Run(terminal, ranks =>
        {
            FitOptions? options = null;
            ranks.Share(() => options = read());
            string checkpoint = settings.CheckpointDirectory ?? options!.PotentialFile + ".checkpoint";
            Run(terminal, options!, settings with { CheckpointDirectory = checkpoint }, reportFile, ranks);
        });

    private static void Run(Terminal terminal, FitOptions options, FitRunSettings settings, string? reportFile, IRankGroup ranks)
    {
        if (ranks.Rank > 0)
        {
            new GapFitter(options, Data(options, SilentProgress.Instance, ranks), settings, SilentProgress.Instance, ranks).Run();
            return;
        }

        // Opened now: a long fit must not end with a name that cannot be written.
        using OutputText? output = reportFile is null ? null : OutputText.Open(reportFile, terminal);
        using var interruption = new Interruption(terminal, options.PotentialFile, null, settings.CheckpointDirectory);
        FitReport? report = null;
        FitProgress.During(terminal, progress =>
        {
            foreach (string note in options.Notes)
                progress.Note(note);
            TrainingSet data = Data(options, progress, ranks);
            FitText.Write(terminal.Output, data);
            terminal.Output.Flush();
            report = new GapFitter(options, data, settings, progress, ranks).Run().Report;
        });
        FitText.Write(terminal.Output, report!);
        output?.Write(writer => writer.WriteLine(JsonSerializer.Serialize(report!, JsonDocuments.Default.FitReport)));
        output?.Commit();
    }

    private static TrainingSet Data(FitOptions options, IFitProgress progress, IRankGroup ranks)
    {
        TrainingSet? data = null;
        ranks.Share(() => data = TrainingSet.Read(options, progress));
        return data!;
    }

    private static Option<string?> Text(string name, string placeholder, string description) => new(name)
    {
        Description = description,
        HelpName = placeholder,
    };
}
