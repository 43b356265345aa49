using GapCore.Numerics;

namespace GapCore.Tests.Numerics;

/// <summary>Forward substitution in panels equals the schoolbook's, whatever the order, the columns and the width.</summary>
public sealed class LowerTriangleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 8)]
    [InlineData(9, 25)]
    [InlineData(67, 72)]
    public void Solves(int order, int columns)
    {
        var random = new Random(order);
        double[][] rows = [.. Enumerable.Range(0, order).Select(row =>
            Enumerable.Range(0, row + 1).Select(k => k == row ? 1 + random.NextDouble() : random.NextDouble() - 0.5).ToArray())];
        var triangle = new LowerTriangle(order);
        for (int row = 0; row < order; row++)
            triangle.SetRow(row, rows[row]);
        int stride = Simd.Pad(columns);
        double[] sides = [.. Enumerable.Range(0, order * stride).Select(i => i % stride < columns ? random.NextDouble() - 0.5 : 0)];
        foreach (SimdLevel level in Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Best))
        {
            double[] x = [.. sides];
            triangle.Solve(x, stride, columns, new double[8 * stride], level);
            for (int row = 0; row < order; row++)
                for (int column = 0; column < columns; column++)
                {
                    double product = Enumerable.Range(0, row + 1).Sum(k => rows[row][k] * x[k * stride + column]);
                    Assert.Equal(sides[row * stride + column], product, 10);
                }
        }
    }
}
