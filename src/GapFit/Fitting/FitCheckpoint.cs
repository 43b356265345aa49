using System.Text;
using GapCore;
using GapCore.IO;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.LinearAlgebra;

namespace GapFit.Fitting;

/// <summary>
/// The state of a fit under way, in a folder: the sparse points, and for every worker its triangular factor with the list of blocks that are
/// in it. A file is written beside and renamed, so that it is whole or absent; a factor and its list are one file, so that they agree. What
/// is in no list is done again.
/// </summary>
internal sealed class FitCheckpoint
{
    private const string PointsFile = "points.xml", FactorSuffix = ".factor", Magic = "GapSharp fit 1";

    private readonly string _directory;
    private readonly string _problem;
    private readonly Lock _saving = new();

    /// <param name="directory">The folder; made when first written to.</param>
    /// <param name="problem">Hash of everything that decides the fit: a state of another problem is not taken up.</param>
    internal FitCheckpoint(string directory, string problem)
    {
        _directory = directory;
        _problem = problem;
    }

    /// <summary>Whether a fit has left its sparse points here.</summary>
    internal bool Exists => File.Exists(Path.Combine(_directory, PointsFile));

    /// <summary>Removes what another fit left.</summary>
    internal void Clear() => Io(() =>
    {
        if (!Directory.Exists(_directory))
            return;
        foreach (string file in Directory.EnumerateFiles(_directory).Where(IsOurs))
            File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(_directory).Any())
            Directory.Delete(_directory);
    });

    /// <summary>The sparse points, saved with the first factor: short fits never write them.</summary>
    internal Func<GapDefinition>? Points { get; set; }

    /// <summary>Name of a new worker's file, different from those of earlier runs.</summary>
    internal static string NewName(int rank) => $"rank{rank}-{Guid.NewGuid():N}";

    /// <exception cref="GapException">Argument: they belong to another fit.</exception>
    internal IReadOnlyList<CoordinateDefinition> LoadPoints()
    {
        GapDefinition definition = QuipXmlReader.Read(Path.Combine(_directory, PointsFile));
        return definition.CommandLine == _problem ? definition.Coordinates : throw OtherProblem();
    }

    internal void Save(RowFolding.Worker worker)
    {
        lock (_saving)
        {
            if (Points is { } points && !Exists)
            {
                Io(() => Directory.CreateDirectory(_directory));
                QuipXmlWriter.Write(points() with { CommandLine = _problem }, Path.Combine(_directory, PointsFile));
            }
        }

        Io(() => AtomicFile.WriteBytes(Path.Combine(_directory, worker.Name + FactorSuffix), stream =>
        {
            using (var header = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            {
                header.Write(Magic);
                header.Write(_problem);
                header.Write(worker.Blocks.Count);
                foreach (int block in worker.Blocks)
                    header.Write(block);
            }

            worker.Factor.WriteTo(stream);
        }));
    }

    /// <summary>
    /// The workers that an earlier run saved, each with its file: one rank's share of them, and the blocks that are in any.
    /// </summary>
    internal List<RowFolding.Worker> LoadWorkers(int rank, int ranks, out HashSet<int> done)
    {
        var workers = new List<RowFolding.Worker>();
        done = [];
        if (!Directory.Exists(_directory))
            return workers;
        string[] files = [.. Directory.EnumerateFiles(_directory, "*" + FactorSuffix).Order(StringComparer.Ordinal)];
        for (int i = 0; i < files.Length; i++)
        {
            bool mine = i % ranks == rank;
            (int[] blocks, TriangularFactor? factor) = LoadFactor(files[i], mine);
            done.UnionWith(blocks);
            if (mine)
                workers.Add(new RowFolding.Worker(Path.GetFileNameWithoutExtension(files[i]), factor!, [.. blocks]));
        }

        return workers;
    }

    /// <summary>Blocks of a factor; the factor itself only if it is wanted.</summary>
    private (int[] Blocks, TriangularFactor? Factor) LoadFactor(string file, bool withFactor)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            using var header = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            if (header.ReadString() != Magic)
                throw new GapException(GapErrorKind.Format, $"checkpoint {Shown.Path(file)} is none, expected a file that a fit wrote");
            if (header.ReadString() != _problem)
                throw OtherProblem();
            int count = header.ReadInt32();
            if (count < 0 || (long)count * sizeof(int) > stream.Length)
                throw new GapException(GapErrorKind.Format, $"checkpoint {Shown.Path(file)} lists {count} blocks, expected fewer than it has bytes");
            int[] blocks = new int[count];
            for (int i = 0; i < count; i++)
                blocks[i] = header.ReadInt32();
            return (blocks, withFactor ? TriangularFactor.ReadFrom(stream) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new GapException(GapErrorKind.Io,
                $"checkpoint {Shown.Path(file)} cannot be read: {RegularFile.OneLine(error.Message)}; expected a file that a fit wrote", error);
        }
    }

    private static bool IsOurs(string file)
    {
        string name = Path.GetFileName(file);
        return name.StartsWith(PointsFile, StringComparison.Ordinal) || name.EndsWith(FactorSuffix, StringComparison.Ordinal);
    }

    private GapException OtherProblem() => new(GapErrorKind.Argument,
        $"checkpoint in {Shown.Path(_directory)} belongs to another fit, expected the same command line and training data (without --resume it is replaced)");

    private void Io(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GapException(GapErrorKind.Io,
                $"checkpoint in {Shown.Path(_directory)} cannot be written: {RegularFile.OneLine(error.Message)}", error);
        }
    }
}
