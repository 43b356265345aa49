using GapCore.Numerics;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Numerics;

/// <summary>Real spherical harmonics at every width: sums over m equal the complex ones', gradients finite differences.</summary>
public sealed class SphericalHarmonicsTests
{
    private const int LMax = 8;
    private const int Lanes = 16;
    private static readonly Vector[] Directions = [.. RandomDirections()];
    private static readonly double[] X = [.. Directions.Select(u => u.X)];
    private static readonly double[] Y = [.. Directions.Select(u => u.Y)];
    private static readonly double[] Z = [.. Directions.Select(u => u.Z)];

    [Fact]
    public void Scalar() => Check<SimdScalar>();

    [Fact]
    public void Width256() => Check<Simd256>();

    [Fact]
    public void Width512() => Check<Simd512>();

    private static void Check<T>()
        where T : struct, ISimdDouble<T>
    {
        SphericalHarmonics harmonics = new(LMax);
        double[] scratch = new double[harmonics.ScratchLength];
        double[] values = new double[harmonics.Count * Lanes];
        harmonics.Values<T>(X, Y, Z, Lanes, values, Lanes, scratch);
        for (int l = 0; l <= LMax; l++)
            for (int i = 0; i < Lanes; i++)
                for (int j = 0; j < Lanes; j++)
                {
                    double expected = ComplexProduct(l, Directions[i], Directions[j]);
                    Close.Equal(expected, RealProduct(values, l, i, j), 1e-13, $"sum over m of order {l}, lanes {i} and {j}");
                }

        for (int j = 0; j < Lanes; j += T.Width)
            CheckGradient<T>(harmonics, scratch, j);
    }

    private static double ComplexProduct(int l, Vector u, Vector v) => Enumerable.Range(-l, 2 * l + 1)
        .Sum(m => (ReferenceHarmonics.Y(l, m, u) * System.Numerics.Complex.Conjugate(ReferenceHarmonics.Y(l, m, v))).Real);

    private static double RealProduct(double[] values, int l, int i, int j) =>
        Enumerable.Range(l * l, 2 * l + 1).Sum(lm => values[lm * Lanes + i] * values[lm * Lanes + j]);

    private static void CheckGradient<T>(SphericalHarmonics harmonics, double[] scratch, int first)
        where T : struct, ISimdDouble<T>
    {
        Random random = new(4);
        double[] weights = [.. Enumerable.Range(0, harmonics.Count).Select(_ => random.NextDouble() - 0.5)];
        double[] perLane = [.. weights.SelectMany(weight => Enumerable.Repeat(weight, T.Width))];
        harmonics.Gradient<T>(X, Y, Z, first, ref perLane[0], scratch, out T vx, out T vy, out T vz);
        double[][] gradient = [Lane(vx), Lane(vy), Lane(vz)];
        for (int lane = 0; lane < T.Width; lane++)
        {
            Vector u = Directions[first + lane];
            Vector v = new(gradient[0][lane], gradient[1][lane], gradient[2][lane]);
            Vector tangential = v - Vector.Dot(u, v) * u;
            Vector[] axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
            foreach (Vector axis in axes)
            {
                double expected = Derivative.AtZero(t => Sum(harmonics, scratch, weights, u + t * axis), 0.01, levels: 4);
                Close.Equal(expected, Vector.Dot(tangential, axis), 1e-9, $"gradient at lane {first + lane}");
            }
        }
    }

    private static double Sum(SphericalHarmonics harmonics, double[] scratch, double[] weights, Vector direction)
    {
        Vector u = 1 / direction.Norm * direction;
        double[] values = new double[harmonics.Count];
        harmonics.Values<SimdScalar>([u.X], [u.Y], [u.Z], 1, values, 1, scratch);
        return weights.Zip(values, (weight, value) => weight * value).Sum();
    }

    private static double[] Lane<T>(T value)
        where T : struct, ISimdDouble<T>
    {
        double[] lanes = new double[T.Width];
        T.Store(value, ref lanes[0], 0);
        return lanes;
    }

    /// <summary>The poles and the axes first, where angles are undefined.</summary>
    private static IEnumerable<Vector> RandomDirections()
    {
        Random random = new(3);
        Vector[] special = [new(0, 0, 1), new(0, 0, -1), new(1, 0, 0), new(0, -1, 0)];
        return special.Concat(Enumerable.Range(4, Lanes - 4)
            .Select(_ => new Vector(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5))
            .Select(v => 1 / v.Norm * v));
    }
}
