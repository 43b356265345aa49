using GapCore.IO.ExtendedXyz;
using GapFit.Fitting;
using GapFit.Validation;

namespace GapFit.Search;

/// <summary>Fits the points of a batch on every fold and makes their results.</summary>
internal sealed class BatchRunner(SearchOptions options, SearchData data, bool measuresCost)
{
    /// <summary>One result per point, in their order.</summary>
    internal IReadOnlyList<PointResult> Run(IReadOnlyList<SearchPoint> points)
    {
        double began = ProcessUse.ThreadSeconds;
        Progress[] progress = [.. points.Select(_ => new Progress())];
        foreach (SearchFold fold in data.Folds)
            Run(points, fold, progress);
        double each = (ProcessUse.ThreadSeconds - began) / points.Count;
        return [.. points.Zip(progress, (point, done) => Result(point, done, each))];
    }

    private void Run(IReadOnlyList<SearchPoint> points, SearchFold fold, Progress[] progress)
    {
        var batch = new SearchBatch(points, fold.Part(points[0].Text.Structures, options.Seed));
        IReadOnlyList<PreparedFit> fits = batch.Fit();
        IReadOnlyList<List<FrameErrors>> validation = batch.Compare(fits, fold.Validation, Isolated(fits[0], fold.Validation));
        IReadOnlyList<List<FrameErrors>> test = batch.Compare(fits, data.Test, Isolated(fits[0], data.Test));
        Dictionary<string, double?> costs = [];
        for (int i = 0; i < fits.Count; i++)
        {
            PreparedFit fit = fits[i];
            Progress done = progress[i];
            done.Error ??= fit.Error;
            if (fit.Weights is null)
                continue;
            done.Folds++;
            done.Structures += fit.Data.Frames.Count;
            done.SparsePoints += fit.Unknowns;
            done.Validation.AddRange(validation[i]);
            done.Subset.AddRange(validation[i].Where(error => options.MetricSubset?.Accepts(fold.Validation[error.Frame]) ?? true));
            done.Test.AddRange(test[i]);
            done.Memory = Math.Max(done.Memory, FitMemory.Plan(
                fit.Data.Coordinates, [.. fit.Columns.Select(columns => columns.Count)], fit.Data.Frames, 1, null, withVariance: false).Bytes);
            if (measuresCost && done.Cost is null)
                done.Cost = Cost(fit, fold, costs);
        }
    }

    /// <summary>Potentials of the same columns cost the same.</summary>
    private static double? Cost(PreparedFit fit, SearchFold fold, Dictionary<string, double?> known)
    {
        string key = ColumnKeys.Rows(fit.Point);
        if (!known.TryGetValue(key, out double? cost))
            known.Add(key, cost = EvaluationCost.PerAtom(fit.Definition(), fold.Validation.MaxBy(frame => frame.Structure.Count)!));
        return cost;
    }

    /// <summary>Isolated atoms among compared structures, as gapsharp validate would find them; for others the potential's energies hold.</summary>
    private static IReadOnlyDictionary<int, double> Isolated(PreparedFit fit, IReadOnlyList<ExtendedXyzFrame> compared)
    {
        var isolated = new IsolatedAtoms(fit.Columns.Select(columns => columns.Term.Cutoff).DefaultIfEmpty().Max());
        foreach (ExtendedXyzFrame frame in compared)
            isolated.Look(frame, fit.Point.Options.Keys.Energy);
        return isolated.Energies;
    }

    private PointResult Result(SearchPoint point, Progress done, double seconds) => new()
    {
        Key = point.Key(data.Problem),
        Stage = point.Stage,
        Number = point.Number,
        Settings = point.Settings,
        CommandLine = point.Text.CommandLine,
        Structures = point.Text.Structures,
        Fidelity = point.Fidelity,
        TrainingStructures = (double)done.Structures / Math.Max(1, done.Folds),
        SparsePoints = (double)done.SparsePoints / Math.Max(1, done.Folds),
        Metrics = Metrics(done.Subset, done),
        AllMetrics = options.MetricSubset is null ? new Dictionary<string, double>() : Metrics(done.Validation, done),
        TestMetrics = Metrics(done.Test, done),
        BindingBySize = BySize([.. done.Validation, .. done.Test], done),
        ProcessorSeconds = seconds,
        FitMemory = done.Memory,
        EvaluationMilliseconds = done.Cost,
        Finished = DateTime.UtcNow,
        Error = done.Error,
    };

    private static Dictionary<string, double> Metrics(List<FrameErrors> errors, Progress done) =>
        done.Error is null && errors.Count > 0 ? SearchMetric.Of(GroupReport.Of("", errors)) : [];

    private static SortedDictionary<int, double> BySize(List<FrameErrors> errors, Progress done)
    {
        var sizes = new SortedDictionary<int, double>();
        foreach (IGrouping<int, FrameErrors> size in errors.GroupBy(error => error.Atoms))
            if (done.Error is null && GroupReport.Of("", [.. size]).BindingEnergy is { } binding)
                sizes.Add(size.Key, binding.Rmse);
        return sizes;
    }

    /// <summary>What the folds of a point gave so far.</summary>
    private sealed class Progress
    {
        internal int Folds { get; set; }

        internal long Structures { get; set; }

        internal long SparsePoints { get; set; }

        internal long Memory { get; set; }

        internal double? Cost { get; set; }

        internal string? Error { get; set; }

        internal List<FrameErrors> Validation { get; } = [];

        internal List<FrameErrors> Subset { get; } = [];

        internal List<FrameErrors> Test { get; } = [];
    }
}
