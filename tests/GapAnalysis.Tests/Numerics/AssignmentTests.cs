using GapAnalysis.Numerics;

namespace GapAnalysis.Tests.Numerics;

/// <summary>The Hungarian method against all permutations.</summary>
public sealed class AssignmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void No_permutation_is_cheaper(int size)
    {
        var random = new Random(size);
        for (int round = 0; round < 30; round++)
        {
            // Half of the rounds with few different costs, so that many matchings are equally cheap.
            double[] costs = [.. Enumerable.Range(0, size * size).Select(_ => round % 2 == 0 ? random.NextDouble() - 0.3 : random.Next(3))];
            int[] columns = Assignment.Solve(costs, size);
            Assert.Equal(Enumerable.Range(0, size), columns.Order());
            double cheapest = Permutations(size).Min(other => Cost(costs, other));
            Assert.InRange(Cost(costs, columns), cheapest - 1e-12, cheapest + 1e-12);
        }
    }

    [Fact]
    public void A_hidden_matching_of_many_is_found()
    {
        const int Size = 150;
        var random = new Random(1);
        int[] hidden = [.. Enumerable.Range(0, Size)];
        random.Shuffle(hidden);
        double[] costs = [.. Enumerable.Range(0, Size * Size).Select(k => k % Size == hidden[k / Size] ? random.NextDouble() : 1 + random.NextDouble())];
        Assert.Equal(hidden, Assignment.Solve(costs, Size));
    }

    private static double Cost(double[] costs, int[] columns) => columns.Select((column, row) => costs[row * columns.Length + column]).Sum();

    private static IEnumerable<int[]> Permutations(int size) => size == 0
        ? [[]]
        : Permutations(size - 1).SelectMany(shorter => Enumerable.Range(0, size).Select(place =>
            (int[])[.. shorter.Take(place), size - 1, .. shorter.Skip(place)]));
}
