using GapCore.Potentials;

namespace GapFit.Design;

/// <summary>
/// A covariance function k(x, s) as a function of two numbers, the product c = x . s and the squared distance r^2, both in the metric
/// of the kernel (gap-math section 6). Its derivative by anything that moves x is w (dx/dt . s - dx/dt . x [distance kernels only]).
/// </summary>
internal abstract class FitKernel
{
    /// <summary>Whether the kernel is one of a distance, in components scaled by 1/theta.</summary>
    internal abstract bool IsRadial { get; }

    /// <summary>k, and w = dk/dc at fixed |x| and |s|.</summary>
    internal abstract double Evaluate(double product, double squaredDistance, out double slope);

    /// <exception cref="GapCore.GapException">The kernel cannot be fitted.</exception>
    internal static FitKernel Of(CoordinateDefinition coordinate) => coordinate.Kernel switch
    {
        KernelKind.DotProduct => new DotProductFitKernel(coordinate.EnergyScale, coordinate.Zeta ?? 1),
        KernelKind.SquaredExponential => new SquaredExponentialFitKernel(coordinate.EnergyScale, coordinate.SignalMean),
        KernelKind.PiecewisePolynomial =>
            new PiecewisePolynomialFitKernel(coordinate.EnergyScale, coordinate.SignalMean, coordinate.Dimensions),
        _ => throw new GapCore.GapException(GapCore.GapErrorKind.Unsupported,
            $"kernel {coordinate.Kernel} cannot be fitted, expected ard_se, dot_product or pp in '{coordinate.Descriptor.Trim()}'"),
    };
}
