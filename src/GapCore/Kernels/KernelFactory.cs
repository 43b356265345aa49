namespace GapCore.Kernels;

/// <summary>Makes the kernel of a covariance function.</summary>
public static class KernelFactory
{
    /// <summary>Dot product kernel; zeta is its exponent. Compressed, within a bound on the energy, unless told otherwise.</summary>
    public static SparseKernel DotProduct(
        double[] points, int dimensions, double[] weights, double energyScale, double zeta, bool compress) => compress
        ? CompressedKernel.Create(points, dimensions, weights, energyScale, zeta)
        : new DotProductKernel(points, dimensions, weights, energyScale, zeta);

    /// <summary>Squared exponential kernel with one length scale per component.</summary>
    public static SparseKernel SquaredExponential(
        double[] points, int dimensions, double[] weights, double energyScale, double[] lengthScales, double signalMean) =>
        new RadialKernel<SquaredExponential>(default, points, dimensions, weights, energyScale, lengthScales, signalMean);

    /// <summary>Piecewise polynomial kernel with one length scale per component.</summary>
    public static SparseKernel PiecewisePolynomial(
        double[] points, int dimensions, double[] weights, double energyScale, double[] lengthScales, double signalMean) =>
        new RadialKernel<PiecewisePolynomial>(new(dimensions), points, dimensions, weights, energyScale, lengthScales, signalMean);
}
