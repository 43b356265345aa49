using GapAnalysis.Fingerprints;
using GapCore;
using GapCore.Atoms;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Fingerprints;

/// <summary>Overlaps against integrals over a grid.</summary>
public sealed class OverlapMatrixTests
{
    [Theory]
    [InlineData(11, 11, 1.9, -0.7, 2.3)]
    [InlineData(11, 6, 0.8, 1.1, -0.4)]
    [InlineData(14, 12, 0.0, 0.0, 0.0)]
    [InlineData(1, 55, -2.0, 0.3, 0.1)]
    public void Every_overlap_is_the_integral(int first, int second, double x, double y, double z)
    {
        double[] positions = [0.3, -0.2, 0.5, 0.3 + x, -0.2 + y, 0.5 + z];
        double[] matrix = OverlapMatrix.Of([first, second], positions, Orbitals.SP, CovalentRadii.Published);
        for (int row = 0; row < 8; row++)
            for (int column = 0; column < 8; column++)
                Assert.Equal(Integral([first, second], positions, row, column), matrix[8 * row + column], 1e-10);
    }

    [Fact]
    public void S_overlaps_are_those_of_the_larger_matrix()
    {
        Structure cluster = Clusters.Random([11, 11, 6, 8, 11], new Random(3));
        double[] s = OverlapMatrix.Of(cluster.Numbers, cluster.Positions, Orbitals.S, CovalentRadii.Published);
        double[] sp = OverlapMatrix.Of(cluster.Numbers, cluster.Positions, Orbitals.SP, CovalentRadii.Published);
        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 5; j++)
                Assert.Equal(sp[4 * i * 20 + 4 * j], s[5 * i + j]);
    }

    [Fact]
    public void Radii_of_ones_own_and_of_Cordero()
    {
        foreach ((int number, double radius) in ((int, double)[])[(12, 1.30), (11, 1.54), (6, 0.77), (14, 1.11), (83, 1.46)])
            Assert.Equal(radius * 0.52918 / 0.52917720859, CovalentRadii.Published[number], 1e-15);
        Assert.Equal([1.41, 1.66, 0.76, 1.11, 0.31, 1.69], new[] { 12, 11, 6, 14, 1, 96 }.Select(number => CovalentRadii.Cordero[number]));
        for (int number = 1; number <= 96; number++)
            Assert.InRange(CovalentRadii.Published[number] / CovalentRadii.Cordero[number], 0.75, 1.4);
        CovalentRadii own = CovalentRadii.Published.With(12, 1.5).With(118, 1.6);
        Assert.Equal([1.5, 1.6, CovalentRadii.Published[11]], new[] { 12, 118, 11 }.Select(number => own[number]));
        Assert.NotEqual(1.5, CovalentRadii.Published[12]);
    }

    [Fact]
    public void What_has_no_radius_is_refused()
    {
        Refusal.Of(GapErrorKind.Species, () => OverlapMatrix.Of([97], [0, 0, 0], Orbitals.S, CovalentRadii.Published), "radius of Bk");
        Refusal.Of(GapErrorKind.Species, () => CovalentRadii.Cordero.With(0, 1.0), "atomic number 0");
        Refusal.Of(GapErrorKind.Argument, () => CovalentRadii.Cordero.With(11, double.NaN), "radius of Na is NaN", "positive");
        Refusal.Of(GapErrorKind.Argument, () => CovalentRadii.Cordero.With(11, 0), "radius of Na is 0");
    }

    [Fact]
    public void Too_many_orbitals_are_refused() => Refusal.Of(
        GapErrorKind.Unsupported,
        () => OverlapMatrix.Of(Enumerable.Repeat(11, 2501).ToArray(), new double[3 * 2501], Orbitals.SP, CovalentRadii.Published),
        "2501 atoms", "at most 2500");

    /// <summary>
    /// A product of three integrals over x, y and z by the trapezoidal rule, which for Gaussians converges faster than any power of the
    /// spacing. s = (2a/pi)^(3/4) exp(-a r^2), p_c = 2 sqrt(a) r_c s.
    /// </summary>
    private static double Integral(int[] numbers, double[] positions, int row, int column)
    {
        const double Spacing = 0.05, Reach = 25;
        double product = 1;
        for (int c = 0; c < 3; c++)
        {
            double sum = 0;
            for (double x = -Reach; x < Reach; x += Spacing)
                sum += Spacing * Factor(row, c, x) * Factor(column, c, x);
            product *= sum;
        }

        return product;

        double Factor(int orbital, int c, double x)
        {
            int atom = orbital / 4;
            double a = 0.5 / Math.Pow(CovalentRadii.Published[numbers[atom]], 2);
            double distance = x - positions[3 * atom + c];
            double s = Math.Pow(2 * a / Math.PI, 0.25) * Math.Exp(-a * distance * distance);
            return orbital % 4 == c + 1 ? 2 * Math.Sqrt(a) * distance * s : s;
        }
    }
}
