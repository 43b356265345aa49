using GapCore.Kernels;

namespace GapCore.Potentials;

/// <summary>
/// Predicted variance of a sparse Gaussian process: k(x, x) + reg^2 - k^T (K + reg^2 I)^{-1} k with reg = 0.001 (gap-math 6), times the
/// square of the instance's covariance cutoff. Sparse cutoffs multiply the rows of k and K. Factorised once, at the first request.
/// </summary>
internal sealed class VarianceModel(SparseKernel kernel, double[] sparseCutoffs)
{
    private const double Regularisation = 1e-3;

    private readonly Lazy<double[]> _factor = new(() => Factorise(kernel, sparseCutoffs));

    internal double Evaluate(DescriptorPanel panel, int instance, double selfCovariance)
    {
        double[] factor = _factor.Value;
        int count = kernel.SparseCount;
        Span<double> y = panel.RequireScratch(count)[..count];
        kernel.Covariances(panel, instance, y);
        double explained = 0;
        for (int s = 0; s < count; s++)
        {
            double sum = y[s] * sparseCutoffs[s] - Dot(factor.AsSpan(s * count, s), y[..s]);
            y[s] = sum / factor[s * count + s];
            explained += y[s] * y[s];
        }

        return Math.Max(0, selfCovariance + Regularisation * Regularisation - explained);
    }

    /// <summary>Lower Cholesky factor of K + reg^2 I, row order.</summary>
    private static double[] Factorise(SparseKernel kernel, double[] cutoffs)
    {
        int count = kernel.SparseCount;
        double[] factor = new double[checked((long)count * count)];
        for (int s = 0; s < count; s++)
        {
            Span<double> row = factor.AsSpan(s * count, count);
            for (int t = 0; t < s; t++)
            {
                double sum = cutoffs[s] * cutoffs[t] * kernel.SparseCovariance(s, t) - Dot(row[..t], factor.AsSpan(t * count, t));
                row[t] = sum / factor[t * count + t];
            }

            double pivot = cutoffs[s] * cutoffs[s] * kernel.SparseCovariance(s, s) + Regularisation * Regularisation - Dot(row[..s], row[..s]);
            if (!(pivot > 0))
                throw new GapException(GapErrorKind.Numeric,
                    $"variance: sparse covariance matrix has pivot {pivot:g3} at point {s + 1}, expected a positive number");
            row[s] = Math.Sqrt(pivot);
        }

        return factor;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        Numerics.VectorProduct.Dot(a, b);
}
