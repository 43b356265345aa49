using GapCli.Info;

namespace GapCli.Tests;

public class NumericalRankTests
{
    /// <summary>M x d points spanned by <paramref name="rank"/> directions, the weakest of them scaled down.</summary>
    private static double[] Points(int count, int dimensions, int rank, double weakest)
    {
        var random = new Random(7);
        double[] left = [.. Enumerable.Range(0, count * rank).Select(_ => random.NextDouble() - 0.5)];
        double[] right = [.. Enumerable.Range(0, rank * dimensions).Select(_ => random.NextDouble() - 0.5)];
        var points = new double[count * dimensions];
        for (int s = 0; s < count; s++)
            for (int r = 0; r < rank; r++)
                for (int d = 0; d < dimensions; d++)
                    points[s * dimensions + d] += left[s * rank + r] * right[r * dimensions + d] * (r == rank - 1 ? weakest : 1.0);
        return points;
    }

    [Theory]
    [InlineData(40, 12, 5)]
    [InlineData(12, 40, 7)]
    [InlineData(30, 30, 30)]
    [InlineData(1, 9, 1)]
    [InlineData(9, 1, 1)]
    public void CountsTheIndependentDirections(int count, int dimensions, int rank) =>
        Assert.Equal(rank, NumericalRank.Of(Points(count, dimensions, rank, 1.0), dimensions));

    [Fact]
    public void SeesDirectionsThatAGramMatrixWouldLose() =>
        Assert.Equal(5, NumericalRank.Of(Points(40, 12, 5, 1e-9), 12));

    [Fact]
    public void DirectionsBelowTheThresholdDoNotCount() =>
        Assert.Equal(4, NumericalRank.Of(Points(40, 12, 5, 1e-12), 12));

    [Fact]
    public void ZeroesAndNothingHaveRankZero()
    {
        Assert.Equal(0, NumericalRank.Of(new double[12], 3));
        Assert.Equal(0, NumericalRank.Of([], 3));
    }
}
