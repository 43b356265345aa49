using GapCore;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>The grid of uniform, by hand.</summary>
public sealed class UniformTests
{
    [Fact]
    public void The_first_of_each_bin_is_taken()
    {
        // Five bins centred on 0, 1, 2, 3, 4.
        double[] values = [0, 0.4, 0.6, 4, 1.4, 3.1, 2.4, 1.6, 3.4];
        Assert.Equal([0, 2, 3, 5, 6], Select(5, values));
    }

    [Fact]
    public void Halves_round_away_from_zero() => Assert.Equal([0, 2, 3], Select(3, [0, 0.49999, 0.5, 2]));

    [Fact]
    public void Bins_of_three_components()
    {
        // 8 points ask for 2 bins per component: the corners of a cube, each with an instance nearer to its centre that comes later.
        double[][] corners = [.. Enumerable.Range(0, 8).Select(i => new double[] { i & 1, (i >> 1) & 1, (i >> 2) & 1 })];
        double[][] inner = [.. corners.Select(x => x.Select(c => 0.4 + 0.2 * c).ToArray())];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Select(8, [.. corners, .. inner]));
    }

    [Fact]
    public void Exactly_64_points_of_three_components_need_four_bins_each()
    {
        double[][] grid = [.. Enumerable.Range(0, 64).Select(i => new double[] { i % 4, i / 4 % 4, i / 16 })];
        double[][] doubled = [.. grid.SelectMany(x => new[] { x, [x[0] + 0.01, x[1], x[2]] })];
        Assert.Equal(Enumerable.Range(0, 64).Select(i => 2L * i), Select(64, doubled));
    }

    [Fact]
    public void Empty_bins_are_made_up_for_by_drawing()
    {
        // Ten bins, of which the first and the last are occupied: all but two points are drawn, from both ends alike.
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i * 1e-4), .. Enumerable.Range(0, 100).Select(i => 1 - i * 1e-4)];
        int low = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            long[] chosen = Select(10, values, seed);
            Assert.Equal(10, chosen.Distinct().Count());
            Assert.Contains(0L, chosen);
            Assert.Contains(100L, chosen);
            low += chosen.Count(i => i < 100) - 1;
        }

        Assert.InRange(low, 110, 210);
    }

    [Fact]
    public void An_exhausted_bin_gives_no_more() =>
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], Select(7, [0, 1, 1e-3, 2e-3, 3e-3, 0.999, 4e-3]));

    [Fact]
    public void A_component_that_never_changes_has_one_bin() =>
        Assert.Equal([0, 1, 2, 3], Select(4, [[5, 0], [5, 1], [5, 0.1], [5, 0.9]]));

    [Fact]
    public void More_bins_than_an_int_counts_are_refused()
    {
        GapException error = Assert.Throws<GapException>(() => Select(5, Given.Vectors(20, dimensions: 40)));
        Assert.Equal(GapErrorKind.Argument, error.Kind);
        Assert.Contains("needs 2^40 bins", error.Message);
    }

    private static long[] Select(int count, double[] values, int seed = 1) => Select(count, [.. values.Select(x => new[] { x })], seed);

    private static long[] Select(int count, double[][] vectors, int seed = 1) => SparseSelector.Select(
        Given.Coordinate(SparseMethod.Uniform, count), new MemorySource(vectors), Given.Context(seed), SilentProgress.Instance).Indices;
}
