using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// A sparse Gaussian process g(x) = sum_s alpha_s fs_s k(x, x_s) with its gradient, over panels of descriptor vectors (gap-math 1 and 6).
/// Immutable and thread-safe; scratch lives in the panel.
/// </summary>
public abstract class SparseKernel
{
    private protected SparseKernel(int dimensions, double[] weights)
    {
        Dimensions = dimensions;
        Weights = weights;
    }

    /// <summary>d.</summary>
    public int Dimensions { get; }

    /// <summary>M.</summary>
    public int SparseCount => Weights.Length;

    /// <summary>Components that enter the products: d, or fewer where the sparse points span a smaller space.</summary>
    public virtual int Rank => Dimensions;

    /// <summary>Bytes of the prepared sparse points.</summary>
    public abstract long Bytes { get; }

    /// <summary>alpha_s fs_s, with the kernel's prefactor left out.</summary>
    private protected double[] Weights { get; }

    /// <summary>Fills Values, and Adjoints if wanted, of the panel's instances.</summary>
    public abstract void Evaluate(DescriptorPanel panel, bool gradients, SimdLevel level);

    /// <summary>k(x, x_s) of instance b for every s (eV^2), sparse cutoffs left out: the slow path that variances use.</summary>
    public abstract void Covariances(DescriptorPanel panel, int instance, Span<double> covariances);

    /// <summary>k(x, y) of two descriptor vectors of d components (eV^2).</summary>
    public abstract double Covariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    /// <summary>k(x_s, x_t) (eV^2), sparse cutoffs left out.</summary>
    public abstract double SparseCovariance(int s, int t);
}
