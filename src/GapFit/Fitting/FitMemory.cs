using GapCore;
using GapFit.Data;
using GapFit.Design;
using GapFit.Options;

namespace GapFit.Fitting;

/// <summary>
/// Peak memory of a fit, known before it starts: the triangular factors, a block of rows per worker and the sparse points; where these are
/// few, choosing them takes more. How many structures there are hardly matters. Measured: right within 20 per cent.
/// </summary>
/// <param name="Workers">Worker threads.</param>
/// <param name="BlockRows">Rows that are folded in together.</param>
/// <param name="Bytes">Estimated peak resident memory of the process.</param>
internal readonly record struct FitMemory(int Workers, int BlockRows, long Bytes)
{
    /// <summary>Rows per block: enough for the factorisation to work in matrix products.</summary>
    private const int PreferredRows = 512;

    private const int FewestRows = 64;

    /// <summary>Measured: the command, OpenBLAS, tables of radial functions. A program that the JIT compiles takes 45 MB more.</summary>
    private const long Base = 30_000_000;

    /// <summary>Measured: what a worker needs beside its factor, its block and rows of descriptors.</summary>
    private const long Workspace = 2_000_000;

    /// <summary>Rows of descriptors and of their gradients that a worker holds of every coordinate.</summary>
    private const int DescriptorRows = 3072;

    /// <summary>Chooses workers and block sizes within a limit.</summary>
    /// <exception cref="GapException">Argument: one worker with small blocks needs more than the limit.</exception>
    internal static FitMemory Plan(
        IReadOnlyList<CoordinateOptions> coordinates, IReadOnlyList<int> counts, IReadOnlyList<FitFrame> frames, int workers, long? limit,
        bool withVariance)
    {
        long atoms = frames.Sum(frame => (long)frame.Structure.Count);
        long always = Base + 11 * sizeof(double) * atoms;
        long selection = coordinates.Max(coordinate => Selection(coordinate, atoms, SparseChoice.PoolBytes(limit)));
        for (int use = workers; ; use--)
        {
            for (int rows = PreferredRows; rows >= FewestRows; rows /= 2)
            {
                FitMemory plan = new(use, rows, always + Math.Max(selection, Fitting(coordinates, counts, frames, use, rows, withVariance)));
                if (limit is null || plan.Bytes <= limit)
                    return plan;
                if (use == 1 && rows == FewestRows)
                    throw new GapException(GapErrorKind.Argument, FormattableString.Invariant(
                        $"the fit needs {Math.Ceiling(plan.Bytes / 1e6):f0} MB even with one thread and small blocks, expected at most {limit / 1e6:f0} MB (--max-memory); fewer sparse points need less"));
            }
        }
    }

    /// <summary>Gives memory that nothing uses any more back to the system: what the start of a fit took does not add to its peak.</summary>
    internal static void ReturnUnused() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Choosing a coordinate's points: structures described at a time, in some copies; the d x d matrix of cur_points; a pool that is held.</summary>
    private static long Selection(CoordinateOptions coordinate, long atoms, long poolBytes)
    {
        long vector = sizeof(double) * (long)coordinate.Dimensions;
        bool holds = coordinate.SparseMethod is SparseMethod.CurCovariance or SparseMethod.KMeans or SparseMethod.FarthestPoint or SparseMethod.None;
        return 3 * vector * Math.Min(atoms, FrameInstanceSource.BatchAtoms) + 2 * vector * coordinate.Dimensions
            + (holds ? Math.Min(vector * atoms, poolBytes) : 0);
    }

    private static long Fitting(
        IReadOnlyList<CoordinateOptions> coordinates, IReadOnlyList<int> counts, IReadOnlyList<FitFrame> frames, int workers, int blockRows,
        bool withVariance)
    {
        long order = counts.Sum(count => (long)count) + 1;
        long largestFrame = frames.Max(frame => (long)new RowLayout(frame).Count);
        long rows = Math.Max(largestFrame, Math.Min(blockRows, frames.Sum(frame => (long)new RowLayout(frame).Count)));
        long factor = sizeof(double) * order * order;
        long block = sizeof(double) * rows * order;
        long descriptors = coordinates.Sum(coordinate => (long)sizeof(double) * DescriptorRows * coordinate.Dimensions);
        long points = coordinates.Zip(counts, (coordinate, count) => 2L * sizeof(double) * count * coordinate.Dimensions).Sum();
        long covariance = counts.Max(count => sizeof(double) * (long)count * count);

        // A covariance is factorised before the workers fill their memory, and once more behind them for the posterior variance.
        long working = workers * (factor + block + descriptors + Workspace);
        return points + (withVariance ? working + covariance : Math.Max(working, factor + covariance));
    }
}
