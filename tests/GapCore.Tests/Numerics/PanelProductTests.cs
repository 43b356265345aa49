using GapCore.Numerics;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Numerics;

/// <summary>Panel products against plain loops, at every width and at sizes that do not divide by the blocking.</summary>
public sealed class PanelProductTests
{
    public static TheoryData<int, int, int> Sizes =>
        new() { { 1, 1, 1 }, { 8, 8, 8 }, { 13, 5, 3 }, { 20, 37, 24 }, { 65, 19, 31 }, { 7, 100, 48 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Scalar(int points, int dimensions, int instances) => Check<SimdScalar>(points, dimensions, instances);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Width256(int points, int dimensions, int instances) => Check<Simd256>(points, dimensions, instances);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Width512(int points, int dimensions, int instances) => Check<Simd512>(points, dimensions, instances);

    private static void Check<T>(int points, int dimensions, int instances)
        where T : struct, ISimdDouble<T>
    {
        Random random = new(points + dimensions);
        double[] s = [.. Enumerable.Range(0, points * dimensions).Select(_ => random.NextDouble() - 0.5)];
        int padded = Simd.Pad(dimensions);
        int panels = (points + PanelProduct.RowBlock - 1) / PanelProduct.RowBlock;
        int stride = (instances + 23) / 24 * 24;
        int vectors = (instances + T.Width - 1) / T.Width;
        double[] x = new double[padded * stride];
        for (int i = 0; i < dimensions * stride; i++)
            x[i] = random.NextDouble() - 0.5;
        AlignedArray packed = PanelProduct.Pack(s, points, dimensions);

        double[] dots = new double[panels * PanelProduct.RowBlock * stride];
        PanelProduct.Dots<T>(packed, 0, panels, padded, padded, x, stride, 0, vectors, dots, stride);
        double[] adjoints = new double[padded * stride];
        PanelProduct.BackProject<T>(packed, 0, panels, padded, padded, dots, stride, 0, vectors, adjoints);
        for (int b = 0; b < instances; b++)
        {
            double[] expected = Vector(points, t => Enumerable.Range(0, dimensions).Sum(k => s[t * dimensions + k] * x[k * stride + b]));
            Close.Equal(expected, Vector(points, t => dots[t * stride + b]), 1e-13 * dimensions, $"dots of instance {b}");
            double[] back = Vector(dimensions, k => Enumerable.Range(0, points).Sum(t => s[t * dimensions + k] * expected[t]));
            Close.Equal(back, Vector(dimensions, k => adjoints[k * stride + b]), 1e-13 * points * dimensions, $"adjoint of instance {b}");
        }
    }

    private static double[] Vector(int length, Func<int, double> component) => [.. Enumerable.Range(0, length).Select(component)];
}
