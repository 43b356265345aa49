using GapCore.Numerics;
using GapCore.Potentials;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;
using MathNet.Numerics.LinearAlgebra;

namespace GapFit.Tests.Sparsification;

/// <summary>Leverage scores against a singular value decomposition of everything at once.</summary>
public sealed class CurTests
{
    [Theory]
    [InlineData(50, 6, 10)]
    [InlineData(700, 20, 33)]
    [InlineData(8, 20, 5)]
    [InlineData(30, 1, 4)]
    public void Points_of_a_singular_value_decomposition(int count, int dimensions, int chosen)
    {
        double[][] vectors = Given.Vectors(count, dimensions);
        long[] candidates = Given.Distinct(vectors);
        var svd = Matrix<double>.Build.DenseOfRows(candidates.Select(i => vectors[i])).Svd();
        int rank = Math.Max(1, svd.S.Count(value => value > 1e-7 * svd.S[0]) / 2);
        long[] expected = Winners(candidates, chosen, rank, j => svd.U.Row(j).SubVector(0, rank).Sum(v => v * v));
        Assert.Equal(expected, Select(SparseMethod.CurPoints, KernelKind.SquaredExponential, chosen, vectors));
    }

    [Theory]
    [InlineData(KernelKind.SquaredExponential)]
    [InlineData(KernelKind.DotProduct)]
    [InlineData(KernelKind.PiecewisePolynomial)]
    public void Covariances_of_an_eigendecomposition(KernelKind kernel)
    {
        double[][] vectors = [.. Given.Vectors(40), [0, 0, 0]];
        long[] candidates = Given.Distinct(vectors);
        var matrix = Matrix<double>.Build.Dense(candidates.Length, candidates.Length, (i, j) => i == j ? 1
            : Covariance(kernel, vectors[candidates[i]], vectors[candidates[j]])
            / Math.Sqrt(Math.Max(1e-300, Covariance(kernel, vectors[candidates[i]], vectors[candidates[i]])
            * Covariance(kernel, vectors[candidates[j]], vectors[candidates[j]]))));
        var evd = matrix.Evd(Symmetricity.Symmetric);
        double[] values = [.. evd.EigenValues.Select(value => value.Real)];
        int rank = values.Count(value => value > candidates.Length * 2.22e-16 * values.Max()) / 2;
        long[] expected = Winners(candidates, 9, rank,
            j => Enumerable.Range(candidates.Length - rank, rank).Sum(k => evd.EigenVectors[j, k] * evd.EigenVectors[j, k]));
        Assert.Equal(expected, Select(SparseMethod.CurCovariance, kernel, 9, vectors));
    }

    [Fact]
    public void What_stands_out_is_always_chosen()
    {
        // Nearly all vectors are multiples of one; three have a direction of their own.
        double[][] vectors = [.. Enumerable.Range(1, 400).Select(i => new[] { 1 + i * 1e-3, 0, 0, 0, 0, 0, 1e-9 * i, 0 })];
        (vectors[50], vectors[150], vectors[399]) = ([0, 50, 0, 0, 0, 0, 0, 0], [0, 0, 60, 0, 0, 0, 0, 0], [0, 0, 0, 70, 0, 0, 0, 0]);
        for (int i = 0; i < 4; i++)
            vectors[i][4 + i] = 1e-3;
        for (int seed = 0; seed < 20; seed++)
        {
            long[] chosen = Select(SparseMethod.CurPoints, KernelKind.SquaredExponential, 8, vectors, seed);
            Assert.Superset(new HashSet<long> { 50, 150, 399 }, chosen.ToHashSet());
        }
    }

    private static long[] Winners(long[] candidates, int chosen, int rank, Func<int, double> sum) => [.. Enumerable
        .Range(0, candidates.Length)
        .OrderBy(j => SeededRandom.At(42, candidates[j]) - Math.Min(1, (double)chosen / rank * sum(j)))
        .Take(chosen).Select(j => candidates[j]).Order()];

    private static long[] Select(SparseMethod method, KernelKind kernel, int count, double[][] vectors, int seed = 42) =>
        SparseSelector.Select(Given.Coordinate(method, count) with { Kernel = kernel, Zeta = 4 }, new MemorySource(vectors),
            Given.Context(seed, theta: kernel == KernelKind.DotProduct ? [] : Given.Theta), SilentProgress.Instance).Indices;

    /// <summary>gap-math 6, with the parameters of <see cref="Given"/>.</summary>
    private static double Covariance(KernelKind kernel, double[] x, double[] y)
    {
        if (kernel == KernelKind.DotProduct)
            return 0.25 * Math.Pow(x.Zip(y, (a, b) => a * b).Sum(), 4);
        double square = Enumerable.Range(0, 3).Sum(k => Math.Pow((x[k] - y[k]) / Given.Theta[k], 2));
        double r = Math.Sqrt(square);
        return 0.01 + 0.25 * (kernel == KernelKind.SquaredExponential ? Math.Exp(-square / 2)
            : r < 1 ? Math.Pow(1 - r, 4) * (4 * r + 1) : 0);
    }
}
