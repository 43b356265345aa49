using GapCore;
using GapFit.LinearAlgebra;

namespace GapFit.Design;

/// <summary>The covariance of a coordinate's sparse points with each other, one block of K_mm (gap-math 7.5).</summary>
internal static class SparseCovariance
{
    /// <summary>A pivot smaller than this part of its diagonal element is rounding, and so would be the weights.</summary>
    private const double RoundedZero = 8 * 2.2204460492503131e-16;

    /// <summary>K(s, s') = fs_s fs_s' k(x_s, x_s') + jitter on the diagonal, M x M.</summary>
    internal static double[] Of(FitColumns columns, double jitter)
    {
        int count = columns.Count, stride = columns.Stride;
        double[] covariance = new double[checked(count * count)];
        Lapack.Dgemm('T', 'N', count, count, stride, 1, columns.Points, stride, columns.Metric, stride, 0, covariance, count);
        for (int s = 0; s < count; s++)
        {
            for (int t = 0; t <= s; t++)
            {
                double product = covariance[s * count + t];
                double square = columns.Kernel.IsRadial ? SquaredDistance(columns, s, t) : 0;
                double value = columns.Cutoffs[s] * columns.Cutoffs[t] * columns.Kernel.Evaluate(product, square, out _);
                covariance[s * count + t] = covariance[t * count + s] = s == t ? value + jitter : value;
            }
        }

        return covariance;
    }

    /// <summary>L of K = L L^T, in the lower triangle.</summary>
    /// <exception cref="GapException">Numeric: K is singular to rounding.</exception>
    internal static double[] Cholesky(FitColumns columns, double jitter) => Cholesky(columns, Of(columns, jitter), jitter);

    /// <summary>The same of a covariance with its jitter, which is overwritten.</summary>
    internal static double[] Cholesky(FitColumns columns, double[] covariance, double jitter)
    {
        int count = columns.Count;
        double[] diagonal = [.. Enumerable.Range(0, count).Select(s => covariance[s * count + s])];
        int info = Lapack.Dpotrf('L', count, covariance, count);
        for (int s = 0; s < count && info == 0; s++)
            if (covariance[s * count + s] * covariance[s * count + s] <= RoundedZero * diagonal[s])
                info = s + 1;
        return info == 0 ? covariance : throw new GapException(GapErrorKind.Numeric,
            $"covariance of the {columns.Count} sparse points of '{columns.Definition.Descriptor.Trim()}' is singular at point {info} with "
            + FormattableString.Invariant($"sparse_jitter={jitter:g3}, expected a larger sparse_jitter or fewer points"));
    }

    private static double SquaredDistance(FitColumns columns, int s, int t)
    {
        double sum = 0;
        for (int k = 0; k < columns.InverseSquaredLengths.Length; k++)
        {
            double difference = columns.Points[s * columns.Stride + k] - columns.Points[t * columns.Stride + k];
            sum += difference * difference * columns.InverseSquaredLengths[k];
        }

        return sum;
    }
}
