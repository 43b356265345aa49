using GapCore;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>config_type_n_sparse: every type of configurations gives points of its own.</summary>
public sealed class ConfigTypeTests
{
    private static readonly string[] Types = ["liq", "cry", "liq", "gas"];

    /// <summary>Ten instances in each of the frames 0, 1 and 2; frame 3 has none.</summary>
    private static readonly double[][] Vectors = [.. Enumerable.Range(0, 30).Select(i => new[] { Math.Sqrt(i + 1), 1.0 / (i + 1) })];

    [Theory]
    [InlineData(SparseMethod.Random)]
    [InlineData(SparseMethod.Uniform)]
    [InlineData(SparseMethod.CurPoints)]
    [InlineData(SparseMethod.CurCovariance)]
    [InlineData(SparseMethod.KMeans)]
    [InlineData(SparseMethod.FarthestPoint)]
    public void Every_type_gives_its_count(SparseMethod method)
    {
        SparseSet set = Select(new NotedProgress(), method, new("liq", 6), new("CRY", 3));
        Assert.Equal(9, set.Count);
        Assert.Equal(3, set.Indices.Count(i => i is >= 10 and < 20));
        Assert.Equal(set.Indices.Order(), set.Indices);
    }

    [Fact]
    public void None_takes_what_the_types_have() => Assert.Equal(
        [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
        Select(new NotedProgress(), SparseMethod.None, new ConfigTypeCount("cry", 0)).Indices);

    [Fact]
    public void A_type_with_too_few_instances_gives_those_it_has()
    {
        NotedProgress progress = new();
        Assert.Equal(12, Select(progress, SparseMethod.Random, new("cry", 50), new("liq", 2), new("gas", 4)).Count);
        Assert.Equal(2, progress.Notes.Count);
        Assert.Contains("n_sparse=50 of config_type \"cry\" reduced to 10", progress.Notes[0]);
        Assert.Contains("n_sparse=4 of config_type \"gas\" reduced to 0", progress.Notes[1]);
    }

    [Fact]
    public void A_type_that_no_frame_has_is_an_error()
    {
        GapException error = Assert.Throws<GapException>(() => Select(new NotedProgress(), SparseMethod.Random, new ConfigTypeCount("lqi", 2)));
        Assert.Equal("config_type_n_sparse of gap entry 2 (angle_3b) names config_type \"lqi\", expected one that a frame has", error.Message);
    }

    [Fact]
    public void Types_without_any_instance_are_an_error() =>
        Assert.Contains("gap entry 2 (angle_3b) has no descriptor instances",
            Assert.Throws<GapException>(() => Select(new NotedProgress(), SparseMethod.Random, new ConfigTypeCount("gas", 2))).Message);

    private static SparseSet Select(NotedProgress progress, SparseMethod method, params ConfigTypeCount[] counts) => SparseSelector.Select(
        Given.Coordinate(method, 0) with { SparseCountByConfigType = counts }, new MemorySource(Vectors),
        new SelectionContext(3, Types, 1 << 20, [1, 1]), progress);
}
