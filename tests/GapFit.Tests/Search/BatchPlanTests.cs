using GapCore.Text;
using GapFit.Search;

namespace GapFit.Tests.Search;

/// <summary>Points are shared out and put together by what they have in common.</summary>
public sealed class BatchPlanTests
{
    /// <summary>Two descriptors, each with two exponents and three energy scales: groups of three.</summary>
    private static readonly SearchPoint[] Points = Make(
        "soap l_max=2 n_max=3 cutoff=4|5 atom_sigma=0.7 covariance_type=dot_product zeta=2|4 delta=0.1|0.2|0.3 n_sparse=100");

    private static SearchPoint[] Make(string gap)
    {
        var space = new StageSpace(
            new StageOptions { Name = "a", Gap = gap }, new FitText([new("at_file", "a.xyz"), new("default_sigma", "1 1 0 0")], []));
        return [.. Enumerable.Range(0, (int)space.Count).Select(number => space.At(number))];
    }

    [Theory]
    [InlineData(1, new[] { 6, 6 })]
    [InlineData(2, new[] { 6, 6 })]
    [InlineData(4, new[] { 3, 3, 3, 3 })]
    [InlineData(9, new[] { 3, 3, 3, 3 })]
    public void Batches_have_one_descriptor_and_are_as_many_as_threads(int threads, int[] sizes)
    {
        List<IReadOnlyList<SearchPoint>> batches = BatchPlan.Of(Points, long.MaxValue, threads);
        Assert.Equal(sizes, batches.Select(batch => batch.Count));
        Assert.All(batches, batch => Assert.Single(batch.Select(ColumnKeys.Batch).Distinct()));
        Assert.Equal(Points.Select(point => point.Number), batches.SelectMany(batch => batch).Select(point => point.Number).Order());
    }

    [Fact]
    public void Little_memory_holds_one_group_at_a_time() =>
        Assert.Equal([3, 3, 3, 3], BatchPlan.Of(Points, 1, 1).Select(batch => batch.Count));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Every_point_belongs_to_one_process(int parts)
    {
        List<SearchPoint>[] shares = [.. Enumerable.Range(0, parts).Select(part => BatchPlan.Share(Points, part, parts))];
        Assert.Equal(Points.Select(point => point.Number), shares.SelectMany(share => share).Select(point => point.Number).Order());
        Assert.True(shares.Max(share => share.Count) <= Math.Max(3, 3 * ((4 + parts - 1) / parts)));
    }

    [Fact]
    public void Noise_and_jitter_do_not_divide_a_group()
    {
        SearchPoint point = Points[0];
        SearchPoint noisy = With(point, "default_kernel_regularisation", "2 2 0 0"), stiff = With(point, "sparse_jitter", "1e-5");
        SearchPoint other = With(point, "rnd_seed", "7");
        Assert.Equal(ColumnKeys.Rows(point), ColumnKeys.Rows(noisy));
        Assert.Equal(ColumnKeys.Rows(point), ColumnKeys.Rows(stiff));
        Assert.NotEqual(ColumnKeys.Rows(point), ColumnKeys.Rows(other));
    }

    private static SearchPoint With(SearchPoint point, string key, string value) =>
        SearchPoint.Of("a", 0, [], point.Text.With(new KeyValueEntry(key, value)), "a");
}
