using GapCore.Kernels;
using GapCore.Numerics;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Kernels;

/// <summary>
/// A kernel compressed into the row space of its sparse points equals the full one within its bound: for vectors in that space with fewer
/// components, for vectors near it and far outside with as many as they need.
/// </summary>
public sealed class CompressedKernelTests
{
    private const int Dimensions = 160;
    private const int Points = 900;
    private const int Intrinsic = 40;
    private const int Instances = 30;
    private const double EnergyScale = 0.3;

    public static TheoryData<SimdLevel, double, double> Cases
    {
        get
        {
            TheoryData<SimdLevel, double, double> cases = [];
            foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
                foreach (double zeta in new[] { 1, 2.5, 4 })
                    foreach (double outside in new[] { 0, 1e-7, 1e-4, 0.5 })
                        cases.Add(level, zeta, outside);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_the_full_kernel(SimdLevel level, double zeta, double outside)
    {
        (double[] points, double[] directions) = LowRankPoints(new Random(7), 1e-9);
        double[] weights = Weights(new Random(8));
        SparseKernel full = KernelFactory.DotProduct(points, Dimensions, weights, EnergyScale, zeta, compress: false);
        SparseKernel compressed = KernelFactory.DotProduct(points, Dimensions, weights, EnergyScale, zeta, compress: true);
        Assert.IsType<CompressedKernel>(compressed);

        DescriptorPanel expected = Panel(new Random(9), directions, outside), actual = Panel(new Random(9), directions, outside);
        full.Evaluate(expected, gradients: true, level);
        compressed.Evaluate(actual, gradients: true, level);

        for (int b = 0; b < Instances; b++)
            Assert.True(Math.Abs(expected.Values[b] - actual.Values[b]) <= CompressedKernel.Tolerance + 1e-13 * Math.Abs(expected.Values[b]),
                $"value of instance {b} is {actual.Values[b]:r}, expected {expected.Values[b]:r}");
        compressed.Evaluate(actual, gradients: false, level);
        Close.Equal(expected.Values[..Instances], actual.Values[..Instances], 2e-10, "value without gradients");
    }

    /// <summary>Along directions inside the space the gradient is the full kernel's.</summary>
    [Fact]
    public void Gradient_agrees_inside_the_space()
    {
        (double[] points, double[] directions) = LowRankPoints(new Random(7), 0);
        double[] weights = Weights(new Random(8));
        DescriptorPanel expected = Panel(new Random(9), directions, 0), actual = Panel(new Random(9), directions, 0);
        KernelFactory.DotProduct(points, Dimensions, weights, EnergyScale, 4, compress: false).Evaluate(expected, true, Simd.Best);
        KernelFactory.DotProduct(points, Dimensions, weights, EnergyScale, 4, compress: true).Evaluate(actual, true, Simd.Best);
        double size = expected.Adjoints.ToArray().Max(Math.Abs);
        for (int k = 0; k < Dimensions; k++)
            for (int b = 0; b < Instances; b++)
                Assert.Equal(expected.Adjoints[k * expected.Stride + b], actual.Adjoints[k * actual.Stride + b], 1e-11 * size);
    }

    /// <summary>An instance gets the same bits whatever else is in the block, instances far outside the space included.</summary>
    [Fact]
    public void Result_does_not_depend_on_the_block()
    {
        (double[] points, double[] directions) = LowRankPoints(new Random(7), 1e-9);
        SparseKernel kernel = KernelFactory.DotProduct(points, Dimensions, Weights(new Random(8)), EnergyScale, 4, compress: true);
        DescriptorPanel near = Panel(new Random(9), directions, 1e-8), far = Panel(new Random(10), directions, 0.5);
        DescriptorPanel mixed = Panel(new Random(9), directions, 1e-8);
        for (int b = 1; b < Instances; b += 2)
            for (int k = 0; k < Dimensions; k++)
                mixed.X[k * mixed.Stride + b] = far.X[k * far.Stride + b];

        foreach (DescriptorPanel panel in new[] { near, far, mixed })
            kernel.Evaluate(panel, gradients: true, Simd.Best);

        for (int b = 0; b < Instances; b++)
        {
            DescriptorPanel alone = b % 2 == 0 ? near : far;
            Assert.Equal(alone.Values[b], mixed.Values[b]);
            for (int k = 0; k < Dimensions; k++)
                Assert.Equal(alone.Adjoints[k * alone.Stride + b], mixed.Adjoints[k * mixed.Stride + b]);
        }
    }

    [Fact]
    public void Rank_is_that_of_the_points()
    {
        (double[] points, _) = LowRankPoints(new Random(7), 0);
        SparseKernel kernel = KernelFactory.DotProduct(points, Dimensions, Weights(new Random(8)), EnergyScale, 4, compress: true);
        Assert.Equal(Intrinsic, kernel.Rank);
        Assert.Equal(Dimensions, kernel.Dimensions);
    }

    [Fact]
    public void Full_rank_points_are_left_alone()
    {
        Random random = new(11);
        double[] points = [.. Enumerable.Range(0, Points * Dimensions).Select(_ => random.NextDouble() - 0.5)];
        SparseKernel kernel = KernelFactory.DotProduct(points, Dimensions, Weights(random), EnergyScale, 2, compress: true);
        Assert.Equal(Dimensions, kernel.Rank);
        Assert.IsNotType<CompressedKernel>(kernel);
    }

    /// <summary>Unit vectors in a random space of few dimensions, and a little outside it.</summary>
    private static (double[] Points, double[] Directions) LowRankPoints(Random random, double outside)
    {
        double[] directions = [.. Enumerable.Range(0, Intrinsic * Dimensions).Select(_ => random.NextDouble() - 0.5)];
        double[] points = new double[Points * Dimensions];
        for (int s = 0; s < Points; s++)
            Unit(random, directions, outside, points.AsSpan(s * Dimensions, Dimensions));
        return (points, directions);
    }

    private static DescriptorPanel Panel(Random random, double[] directions, double outside)
    {
        DescriptorPanel panel = new(Dimensions, Instances) { Count = Instances };
        double[] vector = new double[Dimensions];
        for (int b = 0; b < Instances; b++)
        {
            Unit(random, directions, outside, vector);
            for (int k = 0; k < Dimensions; k++)
                panel.X[k * panel.Stride + b] = vector[k];
        }

        return panel;
    }

    private static void Unit(Random random, double[] directions, double outside, Span<double> vector)
    {
        vector.Clear();
        for (int r = 0; r < Intrinsic; r++)
        {
            double amount = random.NextDouble();
            for (int k = 0; k < Dimensions; k++)
                vector[k] += amount * directions[r * Dimensions + k];
        }

        Scale(vector, 1);
        for (int k = 0; k < Dimensions; k++)
            vector[k] += outside * (random.NextDouble() - 0.5) / Math.Sqrt(Dimensions);
        Scale(vector, 1);
    }

    private static void Scale(Span<double> vector, double norm)
    {
        double square = 0;
        foreach (double x in vector)
            square += x * x;
        foreach (ref double x in vector)
            x *= norm / Math.Sqrt(square);
    }

    private static double[] Weights(Random random) => [.. Enumerable.Range(0, Points).Select(_ => 20 * (random.NextDouble() - 0.5))];
}
