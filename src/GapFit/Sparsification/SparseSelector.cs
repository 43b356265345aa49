using System.Collections;
using GapCore;
using GapCore.Numerics;
using GapCore.Text;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>Chooses the sparse points of a coordinate (gap-math section 8).</summary>
public static class SparseSelector
{
    /// <summary>
    /// The sparse points, in the order of the instances; those read with <see cref="SparseMethod.File"/> in that of the file. Duplicates are
    /// no candidates, except for the two methods that read a file. Methods that cannot choose from scans alone hold their candidates, within
    /// <see cref="SelectionContext.MaxPoolBytes"/>; beside that a scan keeps 8 bytes per instance. Files are named relative to the working
    /// directory. The same instances and seed give the same points, whatever the blocks and threads.
    /// </summary>
    /// <param name="coordinate">What is asked: method, counts, files, tolerances.</param>
    /// <param name="source">The coordinate's instances; scanned several times.</param>
    /// <param name="context">Seed, memory, length scales.</param>
    /// <param name="progress">Hears when there are fewer instances than asked for.</param>
    /// <exception cref="GapException">
    /// Argument: no instances, a config_type that no frame has, or a method that does not suit so many instances or components. Io, Format:
    /// a file. Numeric: an instance is not finite. Unsupported: the method.
    /// </exception>
    public static SparseSet Select(CoordinateOptions coordinate, IInstanceSource source, SelectionContext context, IFitProgress progress)
    {
        if (coordinate.SparseMethod == SparseMethod.File)
            return SparseFiles.Points(coordinate, source.Dimensions);
        CheckedSource sound = new(source, coordinate.Place);
        IEnumerable<long> chosen = coordinate.SparseMethod == SparseMethod.IndexFile
            ? SparseFiles.Indices(coordinate)
            : Choose(coordinate, sound, context, progress);
        SparseSet set = Gather([.. chosen.Order()], sound, coordinate);
        if (coordinate.PrintSparseIndex is { } path)
            SparseFiles.Append(path, set.Indices);
        return set;
    }

    private static List<long> Choose(CoordinateOptions coordinate, CheckedSource source, SelectionContext context, IFitProgress progress)
    {
        InstanceCensus census = new(source, coordinate.Place);
        if (census.Count == 0)
            throw new GapException(GapErrorKind.Argument,
                $"{coordinate.Place} has no descriptor instances in the training data, expected some to choose sparse points from");
        BitArray distinct = DuplicateSearch.Find(source, census, coordinate, context.MaxPoolBytes).Not();
        if (coordinate.SparseCountByConfigType.Count == 0)
            return [.. Choose(new InstancePool(source, distinct), coordinate.SparseCount, "", coordinate, context, progress)];

        List<long> chosen = [];
        foreach ((string type, int count) in coordinate.SparseCountByConfigType)
        {
            InstancePool pool = new(source, census.MembersOf(frame => IsOf(context.FrameConfigTypes[frame], type)).And(distinct));
            if (!context.FrameConfigTypes.Any(other => IsOf(other, type)))
                throw new GapException(GapErrorKind.Argument,
                    $"config_type_n_sparse of {coordinate.Place} names config_type {Shown.Quoted(type)}, expected one that a frame has");
            chosen.AddRange(Choose(pool, count, $" of config_type {Shown.Quoted(type)}", coordinate, context, progress));
        }

        return chosen.Count > 0 ? chosen : throw new GapException(GapErrorKind.Argument,
            $"{coordinate.Place} has no descriptor instances in the configurations that config_type_n_sparse names, expected some");
    }

    private static IEnumerable<long> Choose(
        InstancePool pool, int asked, string which, CoordinateOptions coordinate, SelectionContext context, IFitProgress progress)
    {
        if (coordinate.SparseMethod == SparseMethod.None)
        {
            HeldPool.RequireRoom(pool, coordinate, context, 0);
            return pool.Indices;
        }

        if (asked < 1)
            throw new GapException(GapErrorKind.Argument, $"{coordinate.Place} has n_sparse={asked}{which}, expected at least 1");
        if (asked > pool.Count)
            progress.Note($"{coordinate.Place}: n_sparse={asked}{which} reduced to {pool.Count}, the distinct descriptor instances there are");
        int count = Math.Min(asked, pool.Count);
        return count == 0 ? [] : coordinate.SparseMethod switch
        {
            SparseMethod.Random => Random(pool, count, context),
            SparseMethod.Uniform => UniformGrid.Choose(pool, count, coordinate, context),
            SparseMethod.CurPoints => CurPoints.Choose(pool, count, coordinate, context),
            SparseMethod.CurCovariance => CurCovariance.Choose(pool, count, coordinate, context),
            SparseMethod.KMeans => KMeans.Choose(pool, count, coordinate, context),
            SparseMethod.FarthestPoint => FarthestPoint.Choose(pool, count, coordinate, context),
            _ => throw new GapException(GapErrorKind.Unsupported, $"{coordinate.Place}: sparse_method {coordinate.SparseMethod} is not known"),
        };
    }

    /// <summary>random: the smallest of one random number per instance.</summary>
    private static IEnumerable<long> Random(InstancePool pool, int count, SelectionContext context)
    {
        SmallestKeys best = new(count);
        foreach (long index in pool.Indices)
            best.Offer(SeededRandom.At(context.Seed, index), index);
        return best.Indices;
    }

    /// <summary>The vectors and cutoffs of some instances, ascending, in one scan.</summary>
    private static SparseSet Gather(long[] indices, CheckedSource source, CoordinateOptions coordinate)
    {
        int dimensions = source.Dimensions;
        if (indices.LongLength * dimensions > Array.MaxLength)
            throw new GapException(GapErrorKind.Argument, $"{coordinate.Place} has {indices.Length} sparse points of {dimensions} components, "
                + $"expected at most {Array.MaxLength} numbers");
        SparseSet set = new(new double[indices.Length * dimensions], new double[indices.Length], indices);
        int next = 0;
        long seen = 0;
        source.Scan(block =>
        {
            seen = block.First + block.Count;
            for (; next < indices.Length && indices[next] < seen; next++)
            {
                int i = (int)(indices[next] - block.First);
                block.X.AsSpan(i * dimensions, dimensions).CopyTo(set.Points.AsSpan(next * dimensions));
                set.Cutoffs[next] = block.Cutoffs[i];
            }
        });
        return next == indices.Length ? set : throw new GapException(GapErrorKind.Format,
            $"sparse_file of {coordinate.Place} has index {indices[^1] + 1}, expected at most {seen}, the descriptor instances there are");
    }

    private static bool IsOf(string configType, string wanted) => configType.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
