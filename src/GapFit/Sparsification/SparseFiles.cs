using GapCore;
using GapCore.IO;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>The text files that say, or are told, which sparse points were chosen (gap-math 8).</summary>
internal static class SparseFiles
{
    /// <summary>sparse_method=file: for each point its cutoff, then its d components.</summary>
    internal static SparseSet Points(CoordinateOptions coordinate, int dimensions)
    {
        string what = $"sparse_file of {coordinate.Place}";
        double[] numbers = NumberFile.Reals(coordinate.SparseFile, what);
        int width = dimensions + 1;
        if (numbers.Length == 0 || numbers.Length % width != 0)
            throw new GapException(GapErrorKind.Format,
                $"{what} has {numbers.Length} numbers, expected a multiple of {width} (a cutoff and {dimensions} components per point)");
        int count = numbers.Length / width;
        RequireCount(coordinate, count, what);
        return new SparseSet(
            [.. Enumerable.Range(0, count).SelectMany(s => new ArraySegment<double>(numbers, s * width + 1, dimensions))],
            [.. Enumerable.Range(0, count).Select(s => numbers[s * width])],
            []);
    }

    /// <summary>sparse_method=index_file: 1-based indices among all instances; given back from 0.</summary>
    internal static IEnumerable<long> Indices(CoordinateOptions coordinate)
    {
        string what = $"sparse_file of {coordinate.Place}";
        long[] indices = NumberFile.Integers(coordinate.SparseFile, what);
        HashSet<long> seen = [];
        foreach (long index in indices)
            if (index < 1 || !seen.Add(index))
                throw new GapException(GapErrorKind.Format,
                    $"{what} has index {index}{(index < 1 ? ", expected indices from 1 on" : " twice, expected every index once")}");
        RequireCount(coordinate, indices.Length, what);
        return indices.Select(index => index - 1);
    }

    /// <summary>print_sparse_index: adds a line of 1-based indices to a file.</summary>
    internal static void Append(string path, long[] indices)
    {
        string earlier = "";
        if (File.Exists(path) && new FileInfo(path).Length > 0)
        {
            using StreamReader reader = new(RegularFile.Open(path, "print_sparse_index file"));
            earlier = reader.ReadToEnd();
        }

        AtomicFile.Write(path, writer => writer.Write($"{earlier}{string.Join(' ', indices.Select(index => index + 1))}\n"));
    }

    private static void RequireCount(CoordinateOptions coordinate, int count, string what)
    {
        if (count == 0 || (coordinate.SparseCount > 0 && coordinate.SparseCount != count))
            throw new GapException(GapErrorKind.Format,
                $"{what} has {count} sparse points, expected {(coordinate.SparseCount > 0 ? $"n_sparse={coordinate.SparseCount}" : "some")}");
    }
}
