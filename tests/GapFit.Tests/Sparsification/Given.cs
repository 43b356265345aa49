using GapCore.Potentials;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>What the tests of sparse selection start from.</summary>
internal static class Given
{
    public static readonly double[] Theta = [0.7, 1.3, 2.1];

    public static CoordinateOptions Coordinate(SparseMethod method, int count) => new()
    {
        Descriptor = "angle_3b cutoff=3",
        Name = "angle_3b",
        Kernel = KernelKind.SquaredExponential,
        EnergyScale = 0.5,
        SignalMean = 0.1,
        SparseMethod = method,
        SparseCount = count,
        Place = "gap entry 2 (angle_3b)",
    };

    public static SelectionContext Context(long seed = 42, long maxPoolBytes = 1 << 24, int threads = 0, double[]? theta = null) =>
        new(seed, [.. Enumerable.Repeat("default", 1000)], maxPoolBytes, theta ?? Theta) { Threads = threads };

    /// <summary>Vectors of unequal components, some of them twice: every seventh repeats the one five before it.</summary>
    public static double[][] Vectors(int count, int dimensions = 3, int seed = 1)
    {
        Random random = new(seed);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
            vectors[i] = i % 7 == 6
                ? [.. vectors[i - 5]]
                : [.. Enumerable.Range(0, dimensions).Select(k => (k + 1) * (0.5 + random.NextDouble()))];
        return vectors;
    }

    /// <summary>Indices of vectors that repeat no earlier one, by comparing all pairs.</summary>
    public static long[] Distinct(double[][] vectors, double tolerance = 1e-10)
    {
        List<long> kept = [];
        for (int i = 0; i < vectors.Length; i++)
            if (!kept.Any(j => AreEqual(vectors[i], vectors[j], tolerance)))
                kept.Add(i);
        return [.. kept];
    }

    private static bool AreEqual(double[] x, double[] y, double tolerance) =>
        Math.Abs(x.Sum(Math.Abs) - y.Sum(Math.Abs)) < tolerance && x.Zip(y).All(pair => Math.Abs(pair.First - pair.Second) < tolerance);
}
