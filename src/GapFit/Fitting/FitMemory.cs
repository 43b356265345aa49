using GapCore;
using GapFit.Data;
using GapFit.Design;
using GapFit.Options;

namespace GapFit.Fitting;

/// <summary>
/// Peak memory of a fit, known before it starts: the triangular factors, a block of rows per worker and the sparse points. How many
/// structures there are hardly matters.
/// </summary>
/// <param name="Workers">Worker threads.</param>
/// <param name="BlockRows">Rows that are folded in together.</param>
/// <param name="Bytes">Estimated peak resident memory of the process.</param>
internal readonly record struct FitMemory(int Workers, int BlockRows, long Bytes)
{
    /// <summary>Rows per block: enough for the factorisation to work in matrix products.</summary>
    private const int PreferredRows = 512;

    private const int FewestRows = 64;

    /// <summary>The runtime, the program, OpenBLAS's buffers, tables of radial functions.</summary>
    private const long Base = 110L << 20;

    /// <summary>What a worker needs beside its factor and its block: rows of descriptors, their products, OpenBLAS's packing.</summary>
    private const long Workspace = 24L << 20;

    /// <summary>Chooses workers and block sizes within a limit.</summary>
    /// <exception cref="GapException">Argument: one worker with small blocks needs more than the limit.</exception>
    internal static FitMemory Plan(
        IReadOnlyList<CoordinateOptions> coordinates, IReadOnlyList<int> counts, IReadOnlyList<FitFrame> frames, int workers, long? limit)
    {
        for (int use = workers; use >= 1; use--)
        {
            for (int rows = PreferredRows; rows >= FewestRows; rows /= 2)
            {
                FitMemory plan = new(use, rows, Estimate(coordinates, counts, frames, use, rows));
                if (limit is null || plan.Bytes <= limit)
                    return plan;
                if (use == 1 && rows == FewestRows)
                    throw new GapException(GapErrorKind.Argument, FormattableString.Invariant(
                        $"the fit needs {plan.Bytes / 1e6:f0} MB even with one thread and small blocks, expected at most {limit / 1e6:f0} MB (--max-memory); fewer sparse points need less"));
            }
        }

        throw new GapException(GapErrorKind.Argument, $"a fit on {workers} threads, expected at least 1");
    }

    /// <summary>Gives memory that nothing uses any more back to the system: what the start of a fit took does not add to its peak.</summary>
    internal static void ReturnUnused() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static long Estimate(
        IReadOnlyList<CoordinateOptions> coordinates, IReadOnlyList<int> counts, IReadOnlyList<FitFrame> frames, int workers, int blockRows)
    {
        long order = counts.Sum(count => (long)count) + 1;
        long largestFrame = frames.Max(frame => (long)new RowLayout(frame).Count);
        long rows = Math.Max(largestFrame, Math.Min(blockRows, frames.Sum(frame => (long)new RowLayout(frame).Count)));
        long factor = sizeof(double) * order * order;
        long block = sizeof(double) * rows * order;
        long points = coordinates.Zip(counts, (coordinate, count) => 2L * sizeof(double) * count * coordinate.Dimensions).Sum();
        long covariance = counts.Max(count => sizeof(double) * (long)count * count);
        long data = frames.Sum(frame => 9L * sizeof(double) * frame.Structure.Count);
        return Base + data + points + workers * (factor + block + Workspace) + Math.Max(0, covariance - (workers - 1) * factor - block);
    }
}
