using GapCore.Kernels;
using GapCore.Potentials;
using GapFit.LinearAlgebra;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// cur_covariance: leverage scores of the normalised kernel matrix k_ij/sqrt(k_ii k_jj) of the pool. Its diagonal is 1, as documented;
/// gap_fit's code leaves 0 there (gap-math 8).
/// </summary>
internal static class CurCovariance
{
    internal static IEnumerable<long> Choose(InstancePool pool, int count, CoordinateOptions coordinate, SelectionContext context)
    {
        int n = pool.Count;
        HeldPool.RequireRoom(pool, coordinate, context,
            SymmetricEigenproblem.Bytes(n) + 2L * n * pool.Dimensions * sizeof(double));
        double[] vectors = SymmetricEigenproblem.NewMatrix(n, $"sparse_method=cur_covariance of {coordinate.Place}");
        HeldPool held = HeldPool.Of(pool, coordinate, context);
        Fill(vectors, Kernel(held, coordinate, context), n, context);
        double[] values = SymmetricEigenproblem.Solve(vectors, n);

        int rank = LeverageScores.Rank(values);
        SmallestKeys best = new(count);
        for (int j = 0; j < n; j++)
        {
            double sum = 0;
            for (int k = n - rank; k < n; k++)
                sum += vectors[k * n + j] * vectors[k * n + j];
            best.Offer(LeverageScores.Key(context.Seed, held.Indices[j], count, rank, sum), held.Indices[j]);
        }

        return best.Indices;
    }

    private static void Fill(double[] matrix, SparseKernel kernel, int n, SelectionContext context)
    {
        double[] norms = new double[n];
        context.ForEach(n, i => norms[i] = Math.Sqrt(kernel.SparseCovariance(i, i)));
        context.ForEach(n, j =>
        {
            matrix[j * n + j] = 1;
            // A vector without a norm (zero, under a dot product) resembles no other.
            for (int i = j + 1; i < n; i++)
                matrix[j * n + i] = norms[i] * norms[j] > 0 ? kernel.SparseCovariance(i, j) / (norms[i] * norms[j]) : 0;
        });
    }

    /// <summary>The coordinate's kernel with the whole pool as sparse points.</summary>
    private static SparseKernel Kernel(HeldPool held, CoordinateOptions coordinate, SelectionContext context)
    {
        double[] ones = Enumerable.Repeat(1.0, held.Count).ToArray();
        return new SparseGaussianProcess(new CoordinateDefinition
        {
            Label = coordinate.Place,
            Descriptor = coordinate.Descriptor,
            Kernel = coordinate.Kernel,
            EnergyScale = coordinate.EnergyScale,
            SignalMean = coordinate.SignalMean,
            Zeta = coordinate.Zeta,
            LengthScales = context.LengthScales,
            Dimensions = held.Dimensions,
            SparsePoints = held.X,
            SparseCutoffs = ones,
            Weights = ones,
        }).Kernel;
    }
}
