using System.Globalization;
using GapCore;
using GapCore.IO;
using GapCore.Potentials;
using GapFit.Data;
using GapFit.Design;
using GapFit.LinearAlgebra;
using GapFit.Options;
using GapFit.Ranks;
using GapFit.Sparsification;

namespace GapFit.Fitting;

/// <summary>
/// Fits a potential (gap-math section 7): sparse points are chosen, then weights minimise |Lambda^-1/2 (K_nm alpha - y)|^2 + alpha^T K_mm alpha by
/// a streaming QR factorisation of [L^T; Lambda^-1/2 K_nm] with K_mm = L L^T. Rows are made block by block and never kept.
/// </summary>
public sealed class GapFitter
{
    /// <summary>The prior counts as a frame, for it is in one factor only.</summary>
    private const int PriorFrame = -1;

    private readonly FitOptions _options;
    private readonly TrainingSet _data;
    private readonly FitRunSettings _settings;
    private readonly IFitProgress _progress;
    private readonly IRankGroup _ranks;
    private readonly PhaseClock _clock;
    private readonly int _threads;
    private long _seed;
    private FitCheckpoint? _checkpoint;
    private FitMemory _plan;

    /// <param name="options">What to fit.</param>
    /// <param name="data">The training data that the options name.</param>
    /// <param name="settings">How to go about it.</param>
    /// <param name="progress">Hears of it.</param>
    /// <param name="ranks">The processes that fit together; null: this one alone.</param>
    public GapFitter(FitOptions options, TrainingSet data, FitRunSettings settings, IFitProgress progress, IRankGroup? ranks = null)
    {
        _options = options;
        _data = data;
        _settings = settings;
        _progress = progress;
        _ranks = ranks ?? new SingleRank();
        _clock = new PhaseClock(progress);
        _threads = Threads.Count(settings.Threads);
        _seed = options.Seed is { } seed and >= 0 ? seed : Environment.TickCount & int.MaxValue;
    }

    /// <summary>Reads the training data, fits, and writes the potential's file with its sidecars.</summary>
    /// <exception cref="GapException">In one line: what is wrong with options, data or files. No potential is written then.</exception>
    public static FitResult Run(FitOptions options, FitRunSettings settings, IFitProgress progress, IRankGroup? ranks = null)
    {
        TrainingSet data = TrainingSet.Read(options, progress);
        return new GapFitter(options, data, settings, progress, ranks).Run();
    }

    /// <summary>Fits and writes the potential's file.</summary>
    public FitResult Run()
    {
        if (_ranks.Rank == 0 && !_options.DryRun && !_options.SparsifyOnly)
            PotentialOutput.Check(_options);
        FitResult result = Fit();
        if (result.Definition is null)
            return result;
        PotentialOutput.Write(result.Definition, _options, _data, result.Posterior);
        Checkpoint()?.Clear();
        return new FitResult(result.Definition, result.Report with
        {
            PotentialFile = _options.PotentialFile,
            PosteriorFile = result.Posterior is null ? null : _options.PotentialFile + PosteriorFile.Suffix,
            PeakMemory = ProcessUse.PeakMemory,
        });
    }

    /// <summary>Fits without writing a potential.</summary>
    public FitResult Fit()
    {
        if (_options.DryRun)
            return new FitResult(null, Report());
        if (_data.Coordinates.All(coordinate => coordinate.AskedSparseCount > 0))
            Plan([.. _data.Coordinates.Select(coordinate => coordinate.AskedSparseCount)]);
        FitCheckpoint? checkpoint = Checkpoint();
        IReadOnlyList<CoordinateDefinition> coordinates = Coordinates(checkpoint);
        if (_options.SparsifyOnly)
            return new FitResult(null, Report() with { SparseCounts = [.. coordinates.Select(coordinate => coordinate.SparseCount)] });
        var columns = new List<FitColumns>();
        foreach (CoordinateDefinition coordinate in coordinates)
            columns.Add(new FitColumns(coordinate, columns.Sum(other => other.Count)));
        if (_options.LinearSystemDump is { } dump && _ranks.Rank == 0)
            LinearSystem.Of(columns, _data.Frames, _options.SparseJitter).Write(dump);
        return Solve(columns, checkpoint);
    }

    private FitResult Solve(List<FitColumns> columns, FitCheckpoint? checkpoint)
    {
        FitMemory.ReturnUnused();
        FitMemory memory = Plan([.. columns.Select(column => column.Count)]);
        List<RowFolding.Worker> workers = [];
        HashSet<int> done = [];
        // No rank saves anything before all have read what there is.
        _ranks.Share(() => workers = Workers(columns, checkpoint, memory.Workers, out done));
        // Ranks may have different memory, but they share out the same blocks.
        int blockRows = -(int)_ranks.Max(-memory.BlockRows);
        List<FrameBlock> blocks = FrameBlock.Divide(_data.Frames, blockRows, done);
        FrameBlock[] open = [.. blocks.Where(block => block.Index % _ranks.Count == _ranks.Rank)];
        FitMemory.ReturnUnused();
        var folding = new RowFolding(columns, _data.Frames, open, _progress)
        {
            Checkpoint = checkpoint,
            CheckpointInterval = _settings.CheckpointInterval,
        };
        TriangularFactor factor = workers[0].Factor;
        _clock.Run("fitting", open.Sum(block => block.Frames.Length), () =>
        {
            factor = folding.Run(workers);
            _ranks.MergeOntoRoot(factor);
            return folding.Operations;
        });
        if (_ranks.Rank > 0)
            return new FitResult(null, Report());
        double[] weights = [];
        _clock.Run("solving", 0, () =>
        {
            weights = factor.Solve();
            return (double)factor.Unknowns * factor.Unknowns;
        });
        long rows = _data.Frames.Sum(frame => (long)new RowLayout(frame).Count);
        GapDefinition definition = PotentialOutput.Definition([.. columns.Select(column => column.Definition)], weights, _options, _data);
        return new FitResult(definition, Report() with
        {
            Rows = rows,
            SparseCounts = [.. columns.Select(column => column.Count)],
            WeightedResidual = factor.ResidualNorm / Math.Sqrt(rows),
            EstimatedMemory = memory.Bytes,
        })
        {
            Posterior = _settings.WithVariance ? PosteriorFactors.Writer(definition, columns, _options.SparseJitter, factor) : null,
        };
    }

    /// <summary>A factor per worker: those of a checkpoint where there are, and new ones. The prior is in one of them.</summary>
    private List<RowFolding.Worker> Workers(List<FitColumns> columns, FitCheckpoint? checkpoint, int count, out HashSet<int> done)
    {
        List<RowFolding.Worker> workers = _settings.Resume && checkpoint is not null
            ? checkpoint.LoadWorkers(_ranks.Rank, _ranks.Count, count, out done)
            : RowFolding.Worker.None(out done);
        if (done.Count > 0)
            _progress.Note($"resumed: {done.Count(frame => frame != PriorFrame)} of {_data.Frames.Count} configurations are in the checkpoint");
        int unknowns = columns.Sum(column => column.Count);
        while (workers.Count < count)
            workers.Add(new RowFolding.Worker(FitCheckpoint.NewName(_ranks.Rank), new TriangularFactor(unknowns), []));
        if (_ranks.Rank == 0 && !done.Contains(PriorFrame))
            _clock.Run("sparse covariance", 0, () => PlacePrior(columns, workers[0]));
        return workers;
    }

    /// <summary>Puts L^T into a worker's factor.</summary>
    private double PlacePrior(List<FitColumns> columns, RowFolding.Worker worker)
    {
        double operations = 0;
        TriangularFactor prior = worker.Frames.Count == 0 ? worker.Factor : new TriangularFactor(worker.Factor.Unknowns);
        foreach (FitColumns column in columns)
        {
            prior.Place(column.First, SparseCovariance.Cholesky(column, _options.SparseJitter), column.Count);
            operations += (double)column.Count * column.Count * (2.0 * column.Stride + column.Count / 3.0);
        }

        if (prior != worker.Factor)
            worker.Factor.Merge(prior);
        worker.Frames.Add(PriorFrame);
        return operations;
    }

    /// <summary>The coordinates with their sparse points, chosen by the first rank or taken from its checkpoint, the same on all ranks.</summary>
    private IReadOnlyList<CoordinateDefinition> Coordinates(FitCheckpoint? checkpoint)
    {
        IReadOnlyList<CoordinateDefinition> coordinates = [];
        bool resumes = _settings.Resume && checkpoint is { Exists: true };
        if (_settings.Resume && !resumes)
            _progress.Note("nothing to resume: the fit starts from the beginning");
        if (_ranks.Rank == 0)
        {
            var choice = new SparseChoice(_data, _settings, _threads, _seed, _progress);
            _clock.Run("sparse points", _data.Coordinates.Count, () =>
            {
                coordinates = resumes ? checkpoint!.LoadPoints(out _seed) : choice.Choose();
                return 0;
            });
        }

        _ranks.Barrier();
        if (_ranks.Count > 1)
            coordinates = SparseChoice.Share(_ranks, _data.Coordinates, coordinates);
        if (!resumes && _ranks.Rank == 0)
            checkpoint?.Clear();
        if (checkpoint is not null)
            checkpoint.Points = (PotentialOutput.Definition(coordinates, null, _options, _data), _seed);
        _ranks.Barrier();
        return coordinates;
    }

    /// <summary>Threads, blocks and memory; said whenever it changes.</summary>
    private FitMemory Plan(IReadOnlyList<int> counts)
    {
        FitMemory plan = FitMemory.Plan(_data.Coordinates, counts, _data.Frames, _threads, _settings.MaxMemory, _settings.WithVariance);
        if (plan != _plan)
            _progress.Note(string.Create(CultureInfo.InvariantCulture,
                $"expected peak memory {plan.Bytes / 1e6:f0} MB (sparse points {counts.Sum()}, threads {plan.Workers}, rows per block {plan.BlockRows})"));
        return _plan = plan;
    }

    private FitCheckpoint? Checkpoint() => _settings.CheckpointDirectory is { } directory
        ? _checkpoint ??= new FitCheckpoint(directory, ProblemHash.Of(_options, _data), _progress)
        : null;

    private FitReport Report() => new() { Seed = _seed, Phases = _clock.Phases, PeakMemory = ProcessUse.PeakMemory };
}
