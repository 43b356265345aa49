using GapCore.Tests;
using GapCore.Tests.IO;
using GapFit.Fitting;
using GapFit.Ranks;
using GapFit.Search;
using GapFit.Tests.Ranks;

namespace GapFit.Tests.Search;

/// <summary>A search on the smallest of the example's clusters, in a folder that goes away.</summary>
internal sealed class SmallSearch : IDisposable
{
    public const string Fit = "default_sigma={0.01 0.1 0 0} sparse_jitter=1e-3 force_parameter_name=forces rnd_seed=42 do_copy_at_file=F";

    public const string Soap = "soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points";

    public const string Pair =
        "distance_2b covariance_type=ard_se theta_uniform=1.0 n_sparse=10 sparse_method=uniform";

    public SmallSearch()
    {
        string[] lines = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, "examples", "na-dft-fit", "train.xyz"));
        var kept = new List<string>();
        for (int line = 0, atoms; line < lines.Length; line += atoms + 2)
        {
            atoms = int.Parse(lines[line], System.Globalization.CultureInfo.InvariantCulture);
            if (atoms <= 13 && kept.Count < 400)
                kept.AddRange(lines[line..(line + atoms + 2)]);
        }

        Data = Folder.Write("data.xyz", string.Join('\n', kept) + "\n");
    }

    public TemporaryFolder Folder { get; } = new();

    public string Data { get; init; }

    public string Results => Folder.File("results");

    public SearchOptions Options(string text, string fit = Fit) =>
        SearchOptionsParser.ParseText($"at_file={Data} {fit} {text}", "the config");

    public SearchOutcome Run(
        string text, int threads = 1, IFitProgress? progress = null, int part = 1, int parts = 1, IRankGroup? ranks = null, string fit = Fit)
    {
        using var searcher = new Searcher(
            Options(text, fit), new SearchRunSettings { Folder = Results, Threads = threads, MeasuresCost = false, Part = part, Parts = parts },
            progress ?? SilentProgress.Instance, ranks);
        return searcher.Run();
    }

    /// <summary>Lines of all journals.</summary>
    public string[] Journal() => [.. Directory.GetFiles(Results, "*.jsonl").SelectMany(File.ReadAllLines)];

    public void Dispose() => Folder.Dispose();
}
