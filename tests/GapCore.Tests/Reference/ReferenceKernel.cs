using GapCore.Potentials;

namespace GapCore.Tests.Reference;

/// <summary>Covariance functions k(x, x') (gap-math section 6).</summary>
internal static class ReferenceKernel
{
    public static double Value(CoordinateDefinition coordinate, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double delta2 = coordinate.EnergyScale * coordinate.EnergyScale;
        double f02 = coordinate.SignalMean * coordinate.SignalMean;
        return coordinate.Kernel switch
        {
            KernelKind.SquaredExponential => delta2 * Math.Exp(-0.5 * ScaledSquare(coordinate, x, y)) + f02,
            KernelKind.DotProduct => delta2 * Math.Pow(Dot(x, y), coordinate.Zeta!.Value),
            KernelKind.PiecewisePolynomial => delta2 * Wendland(Math.Sqrt(ScaledSquare(coordinate, x, y)), x.Length) + f02,
            _ => throw new ArgumentException($"no reference for kernel {coordinate.Kernel}"),
        };
    }

    private static double Wendland(double r, int dimensions)
    {
        int j = dimensions / 2 + 2;
        return r < 1 ? Math.Pow(1 - r, j + 1) * ((j + 1) * r + 1) : 0;
    }

    private static double ScaledSquare(CoordinateDefinition coordinate, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int d = 0; d < x.Length; d++)
            sum += Math.Pow((x[d] - y[d]) / coordinate.LengthScales[d], 2);
        return sum;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int d = 0; d < x.Length; d++)
            sum += x[d] * y[d];
        return sum;
    }
}
