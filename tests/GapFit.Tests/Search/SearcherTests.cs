using GapCore;
using GapCore.Tests.IO;
using GapFit.Fitting;
using GapFit.Search;
using GapFit.Search.Report;
using GapFit.Tests.Fitting;
using GapFit.Tests.Ranks;

namespace GapFit.Tests.Search;

/// <summary>Stages, methods, what is kept, parts and ranks.</summary>
public sealed class SearcherTests : IDisposable
{
    private const string Grid = "validation={size=8} test={size=13} gap={" + SmallSearch.Soap + " zeta=2|4 delta=0.2|0.5 n_sparse=10|15}";

    private const string TwoStages = "validation={size=8} stage={name=soap gap={" + SmallSearch.Soap + " zeta=2|4 delta=0.2 n_sparse=15}} "
        + "stage={name=pair add={}|{" + SmallSearch.Pair + " cutoff=6|8 delta=0.5|1.0}}";

    private readonly SmallSearch _search = new();

    public void Dispose() => _search.Dispose();

    [Fact]
    public void Later_stages_start_from_the_best_of_earlier_ones()
    {
        SearchOutcome outcome = _search.Run(TwoStages);
        Assert.True(outcome.IsComplete);
        Assert.Equal([2, 5], outcome.Stages.Select(stage => stage.Results.Count));
        PointResult first = outcome.Stages[0].Best!;
        Assert.Equal(outcome.Stages[0].Results.Min(result => result.Value(outcome.Metric)), first.Value(outcome.Metric));
        string zeta = Assert.Single(first.Settings).Value;
        Assert.All(outcome.Stages[1].Results, result => Assert.Contains($"zeta={zeta}", result.CommandLine));
        // Adding nothing is the fit that was there.
        Assert.Equal(first.Value(outcome.Metric), outcome.Stages[1].Results[0].Value(outcome.Metric));
        Assert.Equal([new SearchSetting("add", "distance_2b"), new("distance_2b.cutoff", "8"), new("distance_2b.delta", "1.0")], outcome.Stages[1].Results[^1].Settings);
        Assert.Equal(outcome.Results.Min(result => result.Value(outcome.Metric)), outcome.Best!.Value(outcome.Metric));
    }

    [Fact]
    public void What_is_done_is_not_done_again_and_a_torn_line_is_no_harm()
    {
        SearchOutcome whole = _search.Run(Grid);
        string file = Assert.Single(Directory.GetFiles(_search.Results, "*.jsonl"));
        string[] lines = File.ReadAllLines(file);
        Assert.Equal(8, lines.Length);
        File.WriteAllText(file, string.Join('\n', lines[..5]) + "\n" + lines[5][..40]);
        SearchOutcome resumed = _search.Run(Grid);
        Assert.Equal(3, Directory.GetFiles(_search.Results, "*.jsonl").Where(other => other != file).Sum(other => File.ReadAllLines(other).Length));
        Assert.All(whole.Results.Zip(resumed.Results), pair =>
            Assert.InRange(pair.First.Value(whole.Metric) / pair.Second.Value(whole.Metric), 1 - 1e-9, 1 + 1e-9));
        Assert.Equal(whole.Best!.Number, resumed.Best!.Number);
        _search.Run(Grid);
        Assert.Equal(2, Directory.GetFiles(_search.Results, "*.jsonl").Length);
    }

    [Fact]
    public void Other_data_are_another_search()
    {
        _search.Run(Grid);
        _search.Run(Grid + " metric_subset={size=8}");
        Assert.Equal(16, _search.Journal().Length);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_refused()
    {
        Directory.CreateDirectory(_search.Results);
        File.WriteAllText(Path.Combine(_search.Results, "other.jsonl"), "{\"a\": 1}\n");
        Refusal.Of(GapErrorKind.Format, () => _search.Run(Grid), "other.jsonl", "no result of a search");
    }

    [Fact]
    public void Parts_make_their_share_and_the_last_one_sees_all()
    {
        SearchOutcome first = _search.Run(TwoStages, part: 1, parts: 2);
        Assert.False(first.IsComplete);
        Assert.Equal([1], first.Stages.Select(stage => stage.Results.Count));
        SearchOutcome second = _search.Run(TwoStages, part: 2, parts: 2);
        Assert.Equal(2, second.Stages.Count);
        Assert.Equal([2, 3], second.Stages.Select(stage => stage.Results.Count));
        SearchOutcome third = _search.Run(TwoStages, part: 1, parts: 2);
        Assert.True(third.IsComplete);
        Assert.Equal(7, third.Results.Count());
        Assert.Equal(6, _search.Journal().Length);
    }

    [Fact]
    public void Ranks_share_the_fits()
    {
        SearchOutcome alone = _search.Run(TwoStages);
        Directory.Delete(_search.Results, recursive: true);
        var outcomes = new SearchOutcome[2];
        ThreadRanks.Run(2, ranks => outcomes[ranks.Rank] = _search.Run(TwoStages, ranks: ranks));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsComplete));
        Assert.Equal(2, Directory.GetFiles(_search.Results, "*.jsonl").Length);
        Assert.Equal(outcomes[0].Best!.Key, outcomes[1].Best!.Key);
        Assert.Equal(alone.Best!.Key, outcomes[0].Best!.Key);
    }

    [Fact]
    public void Random_points_are_distinct_and_the_same_for_a_seed()
    {
        const string text = "validation={size=8} stage={method=random points=5 gap={" + SmallSearch.Soap + " zeta=2|3|4 delta=0.2|0.3|0.5 n_sparse=10|15}}";
        long[] numbers = [.. _search.Run(text).Results.Select(result => result.Number)];
        Assert.Equal(5, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number, 0, 17));
        Assert.Equal(numbers, _search.Run(text).Results.Select(result => result.Number));
        Assert.Equal(5, _search.Journal().Length);
        Assert.NotEqual(numbers, _search.Run("seed=1 " + text).Results.Select(result => result.Number));
    }

    [Theory]
    [InlineData("n_sparse")]
    [InlineData("structures")]
    public void Halving_gives_the_best_of_each_round_more(string resource)
    {
        SearchOutcome outcome = _search.Run($"validation={{size=8}} stage={{method=halving halving_of={resource} halving_factor=2 halving_start=0.2 "
            + "gap={" + SmallSearch.Soap + " zeta=2|4 delta=0.2|0.5 n_sparse=40}}");
        StageOutcome stage = Assert.Single(outcome.Stages);
        Assert.Equal([(0.25, 4), (0.5, 2), (1.0, 1)], stage.Results.GroupBy(result => result.Fidelity).Select(round => (round.Key, round.Count())));
        PointResult[] first = [.. stage.Results.Take(4)];
        Assert.Equal(
            first.OrderBy(result => result.Value(outcome.Metric)).Take(2).Select(result => result.Number).Order(),
            stage.Results.Skip(4).Take(2).Select(result => result.Number).Order());
        Assert.Equal(1, outcome.Best!.Fidelity);
        Assert.Equal(40, outcome.Best.SparsePoints);
        Assert.Equal(resource == "n_sparse" ? 10 : 40, first[0].SparsePoints);
        Assert.True(resource == "n_sparse" == (first[0].TrainingStructures == outcome.Best.TrainingStructures));
    }

    /// <summary>A learning curve: parts of the structures, each with all of the smaller ones; none of them is a candidate.</summary>
    [Fact]
    public void Parts_of_the_structures_are_no_candidates()
    {
        SearchOutcome outcome = _search.Run("validation={size=8} gap={" + SmallSearch.Soap + " zeta=2 delta=0.2 n_sparse=10} stage={structures=0.25|0.5|1}");
        Assert.Equal([0.25, 0.5, 1.0], outcome.Results.Select(result => result.Structures));
        Assert.Equal(1, outcome.Best!.Structures);
        double[] counts = [.. outcome.Results.Select(result => result.TrainingStructures)];
        Assert.True(counts[0] < counts[1] && counts[1] < counts[2]);
        Assert.Equal(Math.Round(0.5 * (counts[2] - 1)) + 1, counts[1]);
    }

    [Fact]
    public void Table_report_and_best_fit_are_files()
    {
        SearchOutcome outcome = _search.Run(Grid);
        string[] table = File.ReadAllLines(Path.Combine(_search.Results, SearchReport.TableFile));
        Assert.Equal(9, table.Length);
        Assert.StartsWith("stage,point,soap.zeta,soap.delta,soap.n_sparse,", table[0]);
        Assert.Contains("test_binding_energy_rmse", table[0]);
        Assert.StartsWith("search,8,4,0.5,15,1,1,", table[8]);
        Assert.Equal(table[0].Count(c => c == ','), table[1].Count(c => c == ','));
        string page = File.ReadAllText(Path.Combine(_search.Results, SearchReport.PageFile));
        Assert.Contains("gapsharp fit", page);
        Assert.Equal(page.Split("<svg").Length, page.Split("</svg>").Length);
        Assert.True(page.Split("<svg").Length > 3);
        FitResult fit = GapFitter.Run(
            GapFit.Options.FitOptionsParser.ParseFile(Path.Combine(_search.Results, SearchReport.BestFile)), new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
        Assert.Equal(Path.Combine(_search.Results, "best.xml"), fit.Report.PotentialFile);
        Assert.Equal((int)outcome.Best!.SparsePoints, fit.Report.SparseCounts.Sum());
    }

    [Theory]
    [InlineData("validation={size=9}", "gap={soap n_sparse=10}", "validation = \"size=9\" holds for no configuration")]
    [InlineData("validation={size=8} metric_subset={size>8}", "gap={soap n_sparse=10}", "metric_subset = \"size>8\" holds for no validation configuration")]
    [InlineData("validation={size=8} test={size>20}", "gap={soap n_sparse=10}", "test = \"size>20\" holds for no configuration")]
    [InlineData("folds=7", "gap={soap n_sparse=10}", "folds = 7 of 3 groups by size")]
    [InlineData("folds=2 group_by=trajectory", "gap={soap n_sparse=10}", "configuration without \"trajectory\" (group_by)")]
    [InlineData("validation={size=8}", "gap={soap n_sparse=10|0}", "stage search, point 2 (soap.n_sparse=0): ")]
    [InlineData("validation={size=8}", "gap={soap n_sparse=10 zeta=2|4} stage={add={soap n_max=1|2}}", "has alternatives, expected these in a stage")]
    public void What_cannot_be_searched_is_refused_before_anything_is_fitted(string division, string gap, string says)
    {
        string text = $"{division} {gap.Replace("soap ", SmallSearch.Soap + " zeta=2 delta=0.2 ", StringComparison.Ordinal)}";
        if (gap.Contains("stage", StringComparison.Ordinal))
            text = $"{division} gap={{{SmallSearch.Soap} delta=0.2 n_sparse=10 zeta=2|4}} stage={{rnd_seed=1|2}}";
        GapException refusal = Assert.Throws<GapException>(() => _search.Run(text));
        Assert.Contains(says, refusal.Message);
        Assert.False(Directory.Exists(_search.Results) && _search.Journal().Length > 0);
    }

    [Fact]
    public void A_grid_that_is_too_large_is_counted_not_made()
    {
        string many = string.Join('|', Enumerable.Range(1, 40));
        GapException refusal = Assert.Throws<GapException>(() => _search.Run(
            $"validation={{size=8}} gap={{{SmallSearch.Soap} zeta={many} delta={many} n_sparse={many} f0={many}}} "));
        Assert.Contains("stage search has 2560000 points, expected at most 100000", refusal.Message);
        refusal = Assert.Throws<GapException>(() => _search.Run(
            $"validation={{size=8}} stage={{method=random points=200000 gap={{{SmallSearch.Soap} zeta={many} delta={many} n_sparse={many} f0={many}}}}}"));
        Assert.Contains("stage 1 has points=200000, expected at most 100000", refusal.Message);
    }

    /// <summary>Steps add up, and the time is estimated from the first fits.</summary>
    [Fact]
    public void Progress_counts_fits_and_estimates_the_time()
    {
        var heard = new HeardSearch();
        _search.Run("validation={size=8} gap={" + SmallSearch.Soap.Replace("n_max=3", "n_max=2|3", StringComparison.Ordinal) + " zeta=2|4 delta=0.2 n_sparse=10}", progress: heard);
        Assert.Equal(("stage search", 4L), heard.Phase);
        Assert.Equal(4, heard.Steps);
        Assert.Contains("stage search: 4 points", heard.Notes);
        Assert.Single(heard.Notes, note => note.Contains("for 4 fits, if all are like the first 2", StringComparison.Ordinal));
    }

    private sealed class HeardSearch : IFitProgress
    {
        public (string, long) Phase { get; private set; }

        public long Steps { get; private set; }

        public List<string> Notes { get; } = [];

        public void Begin(string phase, long steps) => Phase = (phase, steps);

        public void Advance(long steps) => Steps += steps;

        public void Note(string text) => Notes.Add(text);
    }
}
