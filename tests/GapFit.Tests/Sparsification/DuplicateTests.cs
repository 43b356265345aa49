using GapCore;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>Equal instances are candidates once: the earliest.</summary>
public sealed class DuplicateTests
{
    [Theory]
    [InlineData(1, 1000)]
    [InlineData(3, 1000)]
    [InlineData(40, 100)]
    public void The_earliest_survives(int dimensions, int count)
    {
        double[][] vectors = Given.Vectors(count, dimensions);
        Assert.Equal(Given.Distinct(vectors), Candidates(vectors));
    }

    [Fact]
    public void Pairs_of_a_frame_survive_once()
    {
        double[][] vectors = Given.Vectors(500);
        double[][] both = [.. vectors, .. vectors.Reverse()];
        Assert.Equal(Given.Distinct(vectors), Candidates(both));
    }

    [Fact]
    public void Little_memory_costs_scans_and_changes_nothing()
    {
        // Every instance waits for its equal at the other end of the data.
        double[][] vectors = Given.Vectors(300);
        MemorySource rich = new([.. vectors, .. vectors.Reverse()]), poor = new([.. vectors, .. vectors.Reverse()]);
        Assert.Equal(Candidates(rich, 1 << 20), Candidates(poor, 8000));
        Assert.True(poor.Scans > rich.Scans + 3, $"{poor.Scans} and {rich.Scans} scans");
    }

    [Fact]
    public void Equal_neighbours_take_no_memory()
    {
        double[][] vectors = [.. Given.Vectors(400).SelectMany(x => new[] { x, x })];
        MemorySource source = new(vectors);
        Candidates(source, 1000);
        Assert.Equal(3, source.Scans);
    }

    [Fact]
    public void A_single_component_is_compared_without_another_scan()
    {
        MemorySource source = new(Given.Vectors(200, dimensions: 1));
        Candidates(source, 1 << 20);
        Assert.Equal(2, source.Scans);
    }

    [Fact]
    public void A_run_of_hashes_that_cannot_be_held_is_an_error()
    {
        double[][] vectors = [.. Enumerable.Range(0, 100).Select(i => new[] { 1.0 * i, 100.0 - i })];
        GapException error = Assert.Throws<GapException>(() => Candidates(new MemorySource(vectors), 1000));
        Assert.Contains("unique_hash_tolerance", error.Message);
        Assert.Equal(100, Candidates(new MemorySource(vectors), 1 << 20).Length);
    }

    [Theory]
    [InlineData(0.9, 1)]
    [InlineData(1.1, 2)]
    public void Tolerances_are_those_of_the_entry(double step, int expected)
    {
        CoordinateOptions coordinate = Given.Coordinate(SparseMethod.Random, 9) with
        {
            UniqueHashTolerance = 1e-3,
            UniqueDescriptorTolerance = 1e-3,
        };
        double[][] vectors = [[1, 1], [1, 1 + step * 1e-3]];
        Assert.Equal(expected, Candidates(new MemorySource(vectors), 1 << 20, coordinate).Length);
    }

    [Fact]
    public void What_equals_a_duplicate_only_survives()
    {
        CoordinateOptions coordinate = Given.Coordinate(SparseMethod.Random, 9) with
        {
            UniqueHashTolerance = 1e-3,
            UniqueDescriptorTolerance = 1e-3,
        };
        double[][] chain = [[1, 1], [1, 1.0007], [1, 1.0014], [1, 1.0021]];
        Assert.Equal([0, 2], Candidates(new MemorySource(chain), 1 << 20, coordinate));
    }

    private static long[] Candidates(double[][] vectors) => Candidates(new MemorySource(vectors), 1 << 20);

    /// <summary>All that could be chosen: one scan to look, further ones to compare, one to gather.</summary>
    private static long[] Candidates(MemorySource source, long maxBytes, CoordinateOptions? coordinate = null) => SparseSelector.Select(
        coordinate ?? Given.Coordinate(SparseMethod.Random, 1_000_000), source, Given.Context(maxPoolBytes: maxBytes),
        SilentProgress.Instance).Indices;
}
