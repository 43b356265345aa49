using System.Globalization;
using GapCore;
using GapCore.IO;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.LinearAlgebra;

namespace GapFit.Fitting;

/// <summary>
/// The state of a fit under way, in a folder: the sparse points, and for every worker its triangular factor with the list of frames whose rows
/// are in it. A file is written beside and renamed, so that it is whole or absent; a factor and its list are one file, so that they agree. What
/// is in no list is done again, by any number of threads and ranks.
/// </summary>
internal sealed class FitCheckpoint
{
    private const string PointsFile = "points.xml", FactorSuffix = ".factor";

    private readonly string _directory;
    private readonly string _problem;
    private readonly IFitProgress _progress;
    private readonly Lock _saving = new();
    private bool _failed;

    /// <param name="directory">The folder; made when first written to.</param>
    /// <param name="problem">Hash of everything that decides the fit: a state of another problem is not taken up.</param>
    /// <param name="progress">Hears when nothing can be saved.</param>
    internal FitCheckpoint(string directory, string problem, IFitProgress progress)
    {
        _directory = directory;
        _problem = problem;
        _progress = progress;
    }

    /// <summary>Whether a fit has left its sparse points here.</summary>
    internal bool Exists => File.Exists(Path.Combine(_directory, PointsFile));

    /// <summary>Sparse points and seed, saved with the first factor: short fits never write them.</summary>
    internal (GapDefinition Definition, long Seed)? Points { get; set; }

    /// <summary>Name of a new worker's file, different from those of earlier runs.</summary>
    internal static string NewName(int rank) => $"rank{rank}-{Guid.NewGuid():N}";

    /// <summary>Removes what a fit left, the rest of a killed one's writing included.</summary>
    internal void Clear()
    {
        try
        {
            if (!Directory.Exists(_directory))
                return;
            foreach (string file in Directory.EnumerateFiles(_directory).Where(IsOurs))
                File.Delete(file);
            if (!Directory.EnumerateFileSystemEntries(_directory).Any())
                Directory.Delete(_directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GapException(GapErrorKind.Io,
                $"checkpoint in {Shown.Path(_directory)} cannot be removed: {RegularFile.OneLine(error.Message)}", error);
        }
    }

    /// <exception cref="GapException">Argument: they belong to another fit.</exception>
    internal IReadOnlyList<CoordinateDefinition> LoadPoints(out long seed)
    {
        GapDefinition definition = QuipXmlReader.Read(Path.Combine(_directory, PointsFile));
        string[] words = (definition.CommandLine ?? "").Split(' ');
        return words[0] == _problem && long.TryParse(words[^1], CultureInfo.InvariantCulture, out seed)
            ? definition.Coordinates
            : throw OtherProblem();
    }

    /// <summary>Saves a worker. A fit goes on when that fails, as on a full disk, and what was saved before stays; it is noted once.</summary>
    internal void Save(RowFolding.Worker worker)
    {
        try
        {
            lock (_saving)
                SavePoints();
            CheckpointFactor.Write(Path.Combine(_directory, worker.Name + FactorSuffix), _problem, worker);
        }
        catch (Exception error) when (error is GapException or IOException or UnauthorizedAccessException)
        {
            if (!Interlocked.Exchange(ref _failed, true))
                _progress.Note($"no checkpoint, the fit goes on: {RegularFile.OneLine(error.Message)}");
        }
    }

    /// <summary>The workers that an earlier run saved, each with its file: one rank's share of them, and the frames that are in any.</summary>
    /// <param name="rank">This rank.</param>
    /// <param name="ranks">How many there are.</param>
    /// <param name="most">Most workers to return; further factors are merged into these.</param>
    /// <param name="done">Frames that are in the factors of all ranks.</param>
    /// <exception cref="GapException">Argument: another fit's. Format, Io: a file is damaged or cannot be read.</exception>
    internal List<RowFolding.Worker> LoadWorkers(int rank, int ranks, int most, out HashSet<int> done)
    {
        var workers = new List<RowFolding.Worker>();
        List<(string File, int[] Frames)> saved = Saved(out done);
        for (int i = rank; i < saved.Count; i += ranks)
        {
            TriangularFactor factor = CheckpointFactor.ReadFactor(saved[i].File, _problem);
            if (workers.Count < most)
            {
                workers.Add(new RowFolding.Worker(Path.GetFileNameWithoutExtension(saved[i].File), factor, [.. saved[i].Frames]));
                continue;
            }

            RowFolding.Worker host = workers[i / ranks % most];
            host.Factor.Merge(factor);
            host.Frames.AddRange(saved[i].Frames);
        }

        return workers;
    }

    /// <summary>The files to go on from. One whose frames are all in another was merged into that and is left out.</summary>
    private List<(string File, int[] Frames)> Saved(out HashSet<int> done)
    {
        var saved = new List<(string File, int[] Frames)>();
        done = [];
        if (!Directory.Exists(_directory))
            return saved;
        var all = Directory.EnumerateFiles(_directory, "*" + FactorSuffix).Order(StringComparer.Ordinal)
            .Select(file => (File: file, Frames: CheckpointFactor.ReadFrames(file, _problem) ?? throw OtherProblem()));
        foreach ((string file, int[] frames) in all.OrderByDescending(one => one.Frames.Length))
        {
            int known = frames.Count(done.Contains);
            if (known == frames.Length)
                continue;
            if (known > 0)
                throw new GapException(GapErrorKind.Format, $"checkpoint {Shown.Path(file)} has {known} of its {frames.Length} configurations "
                    + "in common with other files, expected none or all (without --resume it is replaced)");
            done.UnionWith(frames);
            saved.Add((file, frames));
        }

        return saved;
    }

    private void SavePoints()
    {
        if (Points is not var (definition, seed) || Exists)
            return;
        Directory.CreateDirectory(_directory);
        QuipXmlWriter.Write(
            definition with { CommandLine = string.Create(CultureInfo.InvariantCulture, $"{_problem} {seed}") }, Path.Combine(_directory, PointsFile));
    }

    private static bool IsOurs(string file)
    {
        string name = Path.GetFileName(file);
        return name.StartsWith(PointsFile, StringComparison.Ordinal) || name.EndsWith(FactorSuffix, StringComparison.Ordinal)
            || name.Contains(FactorSuffix + ".", StringComparison.Ordinal);
    }

    private GapException OtherProblem() => new(GapErrorKind.Argument,
        $"checkpoint in {Shown.Path(_directory)} belongs to another fit, expected the same command line and training data (without --resume it is replaced)");
}
