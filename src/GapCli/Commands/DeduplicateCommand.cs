using System.CommandLine;
using System.CommandLine.Parsing;
using GapAnalysis.Identity;
using GapCli.Evaluation;
using GapCli.Identity;
using GapCli.Streams;
using GapCore;
using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapFit.Curation;
using static System.FormattableString;

namespace GapCli.Commands;

/// <summary><c>gapsharp deduplicate</c>: keeps the lowest of the same minima.</summary>
internal static class DeduplicateCommand
{
    internal const string Examples = """
          gapsharp deduplicate minima.xyz -o distinct.xyz
          gapsharp deduplicate a.xyz b.xyz.gz -o distinct.xyz --energy-window 0.005 --fingerprint-threshold 0.002 --threads 4
          gapsharp deduplicate minima.xyz -o distinct.xyz --energy-window 0.05 --rule distances,inertia
        """;

    internal static Command Create(Terminal terminal)
    {
        var standard = new ClusterIdentity();
        Argument<string[]> minima = CommonOptions.Files("MINIMA.xyz", "free clusters with energies");
        var output = new Option<string>("--output", "-o")
        {
            Description = "file of the distinct minima, their text as it was; written beside and renamed",
            HelpName = "DISTINCT.xyz",
            Required = true,
        };
        Option<string> energyKey = CommonOptions.EnergyKey();
        Option<double?> window = CommonOptions.Positive(
            "--energy-window", "eV", Invariant($"energies at least this far apart are of different minima; {standard.EnergyWindow} unless given"));
        Option<double?> threshold = CommonOptions.Positive(
            "--fingerprint-threshold", "no unit",
            Invariant($"largest distance of the fingerprints of the same minimum; {standard.FingerprintThreshold} unless given"));
        var rules = new Option<IdentityRules?>("--rule")
        {
            Description = "what must agree: fingerprint, distances (5 %), inertia (5 %), or several of them with commas; fingerprint unless given",
            HelpName = "LIST",
            CustomParser = result => ParseRules(result),
        };
        Option<int> threads = CommonOptions.Threads();
        var command = new Command("deduplicate", "Keeps the lowest of each group of minima that are the same but for motion and numbering.")
        {
            minima, output, energyKey, window, threshold, rules, threads,
        };
        command.SetAction(parsed => Run(
            terminal,
            parsed.GetRequiredValue(minima),
            parsed.GetRequiredValue(output),
            parsed.GetRequiredValue(energyKey),
            standard with
            {
                Rules = parsed.GetValue(rules) ?? standard.Rules,
                EnergyWindow = parsed.GetValue(window) ?? standard.EnergyWindow,
                FingerprintThreshold = parsed.GetValue(threshold) ?? standard.FingerprintThreshold,
            },
            parsed.GetValue(threads)));
        return command;
    }

    private static int Run(
        Terminal terminal, string[] files, string output, string energyKey, ClusterIdentity identity, int threads)
    {
        List<PoolFrame> frames = [];
        List<Structure> minima = [];
        FrameProgress.During(terminal, resultsOnScreen: false, progress =>
        {
            foreach ((int file, ExtendedXyzFrame frame) in FrameFiles.Read(files, terminal, progress))
            {
                frames.Add(PoolFrame.Of(frames.Count, file, frame, energyKey));
                minima.Add(frame.Structure.Cell.IsFree ? frame.Structure : throw new GapException(GapErrorKind.Unsupported,
                    $"a periodic structure, expected free clusters ({frame.Source}:{frame.LineNumber})"));
            }
        });
        int[] representatives = Deduplicator.Representatives(
            minima, [.. frames.Select(frame => EnergyOf(frame, energyKey))], identity, threads);
        ChosenFrame[] distinct = [.. frames.Where(frame => representatives[frame.Index] == frame.Index).Select(frame => new ChosenFrame(frame))];
        CuratedFiles.Write(new CurationResult(frames, frames, distinct), output);
        DeduplicationText.Write(terminal.Output, frames, representatives, terminal.OutputIsScreen);
        return CommandLine.Success;
    }

    private static double EnergyOf(PoolFrame frame, string key) => frame.Energy ?? throw new GapException(GapErrorKind.Format,
        $"a minimum without {key}, expected its energy in the comment line ({frame.Source}:{frame.Line})");

    private static IdentityRules ParseRules(ArgumentResult result)
    {
        var rules = IdentityRules.None;
        foreach (string word in string.Join(',', result.Tokens.Select(token => token.Value)).Split(','))
        {
            IdentityRules rule = word switch
            {
                "fingerprint" => IdentityRules.Fingerprint,
                "distances" => IdentityRules.Distances,
                "inertia" => IdentityRules.Inertia,
                _ => IdentityRules.None,
            };
            if (rule is IdentityRules.None)
                result.AddError($"--rule has '{word}', expected fingerprint, distances or inertia");
            rules |= rule;
        }

        return rules;
    }
}
