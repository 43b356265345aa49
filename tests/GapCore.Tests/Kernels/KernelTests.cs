using GapCore.Kernels;
using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Kernels;

/// <summary>Kernels over panels: values equal the reference, adjoints equal differences, at every width and size.</summary>
public sealed class KernelTests
{
    private const int Points = 11;

    /// <summary>Small, since the third derivative of the piecewise polynomial jumps at its sparse points.</summary>
    private const double Step = 1e-5;

    public static TheoryData<KernelKind, double, int, SimdLevel> Cases
    {
        get
        {
            TheoryData<KernelKind, double, int, SimdLevel> cases = [];
            foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
                foreach (int dimensions in new[] { 1, 3, 17 })
                {
                    cases.Add(KernelKind.SquaredExponential, 0, dimensions, level);
                    cases.Add(KernelKind.PiecewisePolynomial, 0, dimensions, level);
                    foreach (double zeta in new[] { 1, 2, 4, 7, 1.5, 2.5 })
                        cases.Add(KernelKind.DotProduct, zeta, dimensions, level);
                }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_adjoints(KernelKind kind, double zeta, int dimensions, SimdLevel level)
    {
        CoordinateDefinition coordinate = Random(kind, zeta, dimensions);
        SparseKernel kernel = Create(coordinate);
        foreach (int count in new[] { 1, 7, 24, 41 })
        {
            DescriptorPanel panel = Panel(dimensions, count, coordinate.SparsePoints);
            kernel.Evaluate(panel, gradients: true, level);
            for (int b = 0; b < count; b++)
            {
                double[] x = Column(panel, panel.X, b);
                Close.Equal(Reference(coordinate, x), panel.Values[b], 1e-12, $"value of instance {b} of {count}");
                double[] adjoint = Column(panel, panel.Adjoints, b);
                for (int k = 0; k < dimensions; k++)
                {
                    double expected = Derivative.AtZero(t => Reference(coordinate, Shifted(x, k, t)), Step);
                    Close.Equal(expected, adjoint[k], 1e-8, $"adjoint {k} of instance {b} of {count}");
                }
            }

            double[] values = [.. panel.Values];
            kernel.Evaluate(panel, gradients: false, level);
            Close.Equal(values.AsSpan(0, count), panel.Values[..count], 1e-13, "value without gradients");
        }
    }

    private static double Reference(CoordinateDefinition c, double[] x) => Enumerable.Range(0, Points)
        .Sum(s => c.Weights[s] * ReferenceKernel.Value(c, x, c.SparsePoints.AsSpan(s * c.Dimensions, c.Dimensions)));

    private static SparseKernel Create(CoordinateDefinition c) => c.Kernel switch
    {
        KernelKind.DotProduct => KernelFactory.DotProduct(c.SparsePoints, c.Dimensions, c.Weights, c.EnergyScale, c.Zeta!.Value, compress: false),
        KernelKind.SquaredExponential =>
            KernelFactory.SquaredExponential(c.SparsePoints, c.Dimensions, c.Weights, c.EnergyScale, c.LengthScales, c.SignalMean),
        _ => KernelFactory.PiecewisePolynomial(c.SparsePoints, c.Dimensions, c.Weights, c.EnergyScale, c.LengthScales, c.SignalMean),
    };

    private static CoordinateDefinition Random(KernelKind kind, double zeta, int dimensions)
    {
        Random random = new(dimensions);
        double[] Draw(int count, double from, double to) =>
            [.. Enumerable.Range(0, count).Select(_ => from + (to - from) * random.NextDouble())];
        return new CoordinateDefinition
        {
            Label = "K",
            Descriptor = "none",
            Kernel = kind,
            EnergyScale = 0.8,
            SignalMean = zeta == 0 ? 0.3 : 0,
            Zeta = zeta == 0 ? null : zeta,
            LengthScales = Draw(dimensions, 0.7, 1.6),
            Dimensions = dimensions,
            SparsePoints = Draw(Points * dimensions, 0.1, 1.1 / Math.Sqrt(dimensions)),
            Weights = Draw(Points, -1, 1),
            SparseCutoffs = Draw(Points, 1, 1),
        };
    }

    /// <summary>Random instances; the second one is exactly a sparse point.</summary>
    private static DescriptorPanel Panel(int dimensions, int count, double[] points)
    {
        Random random = new(count);
        DescriptorPanel panel = new(dimensions, count) { Count = count };
        for (int b = 0; b < count; b++)
            for (int k = 0; k < dimensions; k++)
                panel.X[k * panel.Stride + b] = b == 1 ? points[3 * dimensions + k] : (0.1 + random.NextDouble()) / Math.Sqrt(dimensions);
        return panel;
    }

    private static double[] Column(DescriptorPanel panel, ReadOnlySpan<double> values, int b)
    {
        double[] column = new double[panel.Dimensions];
        for (int k = 0; k < column.Length; k++)
            column[k] = values[k * panel.Stride + b];
        return column;
    }

    private static double[] Shifted(double[] x, int k, double t)
    {
        double[] shifted = [.. x];
        shifted[k] += t;
        return shifted;
    }
}
