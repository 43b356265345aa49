using System.Diagnostics;
using System.Globalization;
using GapCore;
using GapCore.Numerics;
using GapCore.Text;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Ranks;
using GapFit.Search.Report;

namespace GapFit.Search;

/// <summary>
/// Looks for the hyperparameters that make an error smallest, stage by stage: each starts from the best fit of all before it. What the folder of
/// the results has is not done again.
/// </summary>
public sealed class Searcher : IDisposable
{
    /// <summary>Most points of a stage, all fitted or to choose from.</summary>
    private const int MostPoints = 100_000;

    private readonly SearchOptions _options;
    private readonly SearchRunSettings _settings;
    private readonly IFitProgress _progress;
    private readonly IRankGroup _ranks;
    private readonly SearchData _data;
    private readonly SearchJournal _journal;
    private readonly List<StageOutcome> _stages = [];
    private readonly string _trainingFile;

    /// <param name="options">What to search.</param>
    /// <param name="settings">How to go about it.</param>
    /// <param name="progress">Hears of it.</param>
    /// <param name="ranks">The processes that search together; null: this one alone.</param>
    /// <exception cref="GapException">Io, Format: a file. Argument: what does not suit the data.</exception>
    public Searcher(SearchOptions options, SearchRunSettings settings, IFitProgress progress, IRankGroup? ranks = null)
    {
        _options = options;
        _settings = settings;
        _progress = progress;
        _ranks = ranks ?? new SingleRank();
        SearchData? data = null;
        SearchJournal? journal = null;
        string trainingFile = options.AtomsFile;
        _ranks.Share(() =>
        {
            data = SearchData.Read(options);
            CheckStages();
            journal = new SearchJournal(settings.Folder);
            if (_ranks.Rank == 0)
                trainingFile = data.WriteParts(settings.Folder);
        });
        _data = data!;
        _journal = journal!;
        _trainingFile = trainingFile;
    }

    /// <summary>Does what is missing, and writes table and report after every stage.</summary>
    /// <exception cref="GapException">In one line: what is wrong. Results so far are kept.</exception>
    public SearchOutcome Run()
    {
        FitText start = Start();
        double best = double.NaN;
        foreach (StageOptions stage in _options.Stages)
        {
            StageOutcome outcome = Run(stage, start, out FitText? reached);
            _stages.Add(outcome);
            if (_ranks.Rank == 0)
                SearchReport.Write(Outcome(), _settings.Folder);
            if (!outcome.IsComplete)
                break;
            double value = outcome.Best?.Value(_options.Metric) ?? double.NaN;
            if (_options.Metric.IsBetter(value, best))
                (best, start) = (value, reached!);
        }

        return Outcome();
    }

    public void Dispose() => _journal.Dispose();

    private SearchOutcome Outcome() => new()
    {
        Metric = _options.Metric,
        Stages = _stages,
        TrainingFile = _trainingFile,
        PotentialFile = _options.PotentialFile ?? Path.Combine(_settings.Folder, "best.xml"),
        Remaining = _options.Stages.Count - _stages.Count,
    };

    private FitText Start()
    {
        KeyValueEntry[] keys = [.. _options.Fit.Where(entry => entry.Key != "gap")];
        var start = new FitText(keys, []);
        if (!keys.Any(entry => entry.Key == "rnd_seed"))
            start = start.With(new KeyValueEntry("rnd_seed", _options.Seed.ToString(CultureInfo.InvariantCulture)));
        return _options.Fit.FirstOrDefault(entry => entry.Key == "gap").Value is { } gap
            ? start with { Gap = EntryChoices.OfLists(gap, "gap", "the config file", []).At(0, []) }
            : start;
    }

    /// <summary>Refuses at once what could not be searched later: every stage is tried from the first point of the one before.</summary>
    private void CheckStages()
    {
        FitText start = Start();
        foreach (StageOptions stage in _options.Stages)
        {
            var space = new StageSpace(stage, start);
            if (space.Count == long.MaxValue || (space.Count > MostPoints && stage.Points == 0))
                throw new GapException(GapErrorKind.Argument, $"{stage.Place} has {(space.Count == long.MaxValue ? "more than 9e18" : space.Count)} "
                    + $"points, expected at most {MostPoints}: fewer alternatives, or some of them at random (method=random points=N)");
            if (stage.Points > MostPoints)
                throw new GapException(GapErrorKind.Argument, $"{stage.Place} has points={stage.Points}, expected at most {MostPoints}");
            space.At(space.Count - 1);
            start = space.At(0).Text;
        }
    }

    private StageOutcome Run(StageOptions stage, FitText start, out FitText? reached)
    {
        var space = new StageSpace(stage, start);
        SearchPoint[] points = [.. Numbers(stage, space.Count).Select(space.At)];
        List<(double Part, int Count)> rounds = Rounds(stage, points.Length);
        int asked = rounds.Sum(round => round.Count);
        string chosen = points.Length < space.Count ? $" of {space.Count} at random" : "";
        string part = rounds.Count > 1 ? $", {asked} fits in {rounds.Count} rounds of halving" : "";
        _progress.Note($"{stage.Place}: {points.Length} points{chosen}{part}");
        var results = new List<PointResult>();
        reached = null;
        PointResult? best = null;
        foreach ((double fraction, int count) in rounds)
        {
            points = [.. points.Take(count)];
            SearchPoint[] tried = [.. points.Select(point => point.With(stage.Resource, fraction, stage.Place))];
            PointResult?[] found = Evaluate(tried, stage);
            results.AddRange(found.OfType<PointResult>());
            if (found.Contains(null))
                return new StageOutcome(stage.Name, asked, results, null);
            int[] order = [.. Enumerable.Range(0, count).Order(Comparer<int>.Create((a, b) => Compare(found[a]!, found[b]!)))];
            points = [.. order.Select(i => points[i])];
            // Points with a part of the structures show how much these matter; they are no candidates.
            int first = Array.FindIndex(order, i => tried[i].IsFull && found[i]!.Error is null && double.IsFinite(found[i]!.Value(_options.Metric)));
            if (first >= 0)
                (best, reached) = (found[order[first]], points[first].Text);
        }

        return new StageOutcome(stage.Name, asked, results, best);
    }

    /// <summary>The better first; of equals that of the lower number.</summary>
    private int Compare(PointResult a, PointResult b)
    {
        double x = a.Value(_options.Metric), y = b.Value(_options.Metric);
        return _options.Metric.IsBetter(x, y) ? -1 : _options.Metric.IsBetter(y, x) ? 1 : a.Number.CompareTo(b.Number);
    }

    private IEnumerable<long> Numbers(StageOptions stage, long count)
    {
        if (stage.Points == 0 || stage.Points >= count)
            return Enumerable.Range(0, (int)Math.Min(count, MostPoints)).Select(number => (long)number);
        var random = new SeededRandom(_options.Seed);
        var numbers = new SortedSet<long>();
        while (numbers.Count < stage.Points)
            numbers.Add((long)(random.Next() * count));
        return numbers;
    }

    /// <summary>Part of the resource and number of points of each round.</summary>
    private static List<(double Part, int Count)> Rounds(StageOptions stage, int points)
    {
        if (stage.Method != SearchMethod.Halving)
            return [(1, points)];
        double logarithm = Math.Log(stage.HalvingFactor);
        int most = (int)Math.Min(Math.Log(points) / logarithm + 1e-9, Math.Log(1 / stage.HalvingStart) / logarithm + 1e-9);
        return [.. Enumerable.Range(0, most + 1).Select(round => (
            Math.Pow(stage.HalvingFactor, round - most),
            (int)Math.Ceiling(points / Math.Pow(stage.HalvingFactor, round) - 1e-9)))];
    }

    /// <summary>Results of points, made where they are not known; null for those that another part has not made yet.</summary>
    private PointResult?[] Evaluate(SearchPoint[] points, StageOptions stage)
    {
        string[] keys = [.. points.Select(point => point.Key(_data.Problem))];
        int threads = Fitting.Threads.Count(_settings.Threads);
        int parts = _settings.Parts * _ranks.Count, own = (_settings.Part - 1) * _ranks.Count + _ranks.Rank;
        // The same share whatever is known already and whatever the threads: processes must not wait for what nobody makes.
        List<SearchPoint> mine = BatchPlan.Share([.. points.DistinctBy(point => point.Key(_data.Problem))], own, parts);
        SearchPoint[] missing = [.. mine.Where(point => _journal.Find(point.Key(_data.Problem)) is null)];
        List<IReadOnlyList<SearchPoint>> batches = BatchPlan.Of(missing, _settings.MaxMemory / threads, threads);
        var made = new List<PointResult>();
        _ranks.Share(() => Fit(batches, threads, stage, made));
        Exchange(made);
        Await(keys);
        return [.. points.Select((point, i) => _journal.Find(keys[i]) is { } known
            ? known with { Stage = point.Stage, Number = point.Number, Settings = point.Settings, Fidelity = point.Fidelity }
            : null)];
    }

    private void Fit(List<IReadOnlyList<SearchPoint>> batches, int threads, StageOptions stage, List<PointResult> made)
    {
        int points = batches.Sum(batch => batch.Count);
        _progress.Begin(stage.Place, points);
        long began = Stopwatch.GetTimestamp();
        var runner = new BatchRunner(_options, _data, _settings.MeasuresCost);
        Fitting.Threads.ForEach(threads, batches.Count, i =>
        {
            IReadOnlyList<PointResult> results = runner.Run(batches[i]);
            foreach (PointResult result in results)
                _journal.Add(result);
            lock (made)
            {
                if (made.Count == 0 && points > results.Count)
                    _progress.Note(Estimate(stage, results.Count, points, Stopwatch.GetElapsedTime(began), Math.Min(threads, batches.Count)));
                made.AddRange(results);
            }

            _progress.Advance(batches[i].Count);
        });
    }

    private static string Estimate(StageOptions stage, int done, int points, TimeSpan taken, int threads)
    {
        double seconds = taken.TotalSeconds * points / done / threads;
        (double amount, string unit) = seconds < 100 ? (seconds, "s") : seconds < 6000 ? (seconds / 60, "min") : (seconds / 3600, "h");
        return string.Create(
            CultureInfo.InvariantCulture, $"{stage.Place}: about {amount:g2} {unit} for {points} fits, if all are like the first {done}");
    }

    /// <summary>Collective. Tells all ranks what each has made.</summary>
    private void Exchange(List<PointResult> made)
    {
        if (_ranks.Count == 1)
            return;
        string all = string.Join('\n', made.Select(SearchJournal.Line));
        if (_ranks.Rank > 0)
            _ranks.SendText(all, 0);
        for (int rank = 1; rank < _ranks.Count && _ranks.Rank == 0; rank++)
            all += "\n" + _ranks.ReceiveText(rank);
        foreach (string line in _ranks.Broadcast(all, 0).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            _journal.Learn(line);
    }

    /// <summary>Waits, as long as it is allowed, for what other parts make.</summary>
    private void Await(string[] keys)
    {
        if (_settings.Parts == 1)
            return;
        long began = Stopwatch.GetTimestamp();
        for (_journal.Refresh(); keys.Any(key => _journal.Find(key) is null) && Stopwatch.GetElapsedTime(began) < _settings.Wait; _journal.Refresh())
            Thread.Sleep(500);
    }
}
