using GapCore;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>What holds for every way of choosing sparse points.</summary>
public sealed class SparseSelectorTests
{
    public static TheoryData<SparseMethod> Methods => new()
    {
        SparseMethod.Random,
        SparseMethod.Uniform,
        SparseMethod.CurPoints,
        SparseMethod.CurCovariance,
        SparseMethod.KMeans,
        SparseMethod.FarthestPoint,
        SparseMethod.None,
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Blocks_and_threads_do_not_matter(SparseMethod method)
    {
        double[][] vectors = Given.Vectors(600);
        SparseSet expected = Select(method, 40, new MemorySource(vectors, blockSize: 1), Given.Context(threads: 1));
        foreach (int blockSize in (int[])[7, 64, 600, 4096])
        {
            SparseSet found = Select(method, 40, new MemorySource(vectors, blockSize), Given.Context(threads: 3));
            Assert.Equal(expected.Indices, found.Indices);
            Assert.Equal(expected.Points, found.Points);
            Assert.Equal(expected.Cutoffs, found.Cutoffs);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Points_are_distinct_instances_in_their_order(SparseMethod method)
    {
        double[][] vectors = Given.Vectors(300);
        long[] candidates = Given.Distinct(vectors);
        SparseSet set = Select(method, 25, new MemorySource(vectors), Given.Context());
        Assert.Equal(method == SparseMethod.None ? candidates.Length : 25, set.Count);
        Assert.Equal(set.Indices.Distinct().Order(), set.Indices);
        Assert.Subset(candidates.ToHashSet(), set.Indices.ToHashSet());
        Assert.Equal(set.Indices.SelectMany(i => vectors[i]), set.Points);
        Assert.Equal(set.Indices.Select(MemorySource.Cutoff), set.Cutoffs);
    }

    [Theory]
    [InlineData(SparseMethod.Random)]
    [InlineData(SparseMethod.CurPoints)]
    [InlineData(SparseMethod.CurCovariance)]
    [InlineData(SparseMethod.KMeans)]
    public void The_seed_decides(SparseMethod method)
    {
        MemorySource source = new(Given.Vectors(300));
        long[] first = Select(method, 20, source, Given.Context(seed: 1)).Indices;
        Assert.Equal(first, Select(method, 20, source, Given.Context(seed: 1)).Indices);
        Assert.NotEqual(first, Select(method, 20, source, Given.Context(seed: 2)).Indices);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fewer_instances_than_asked_for_are_all_taken_with_a_note(SparseMethod method)
    {
        double[][] vectors = Given.Vectors(40);
        NotedProgress progress = new();
        SparseSet set = SparseSelector.Select(
            Given.Coordinate(method, 1_000_000_000), new MemorySource(vectors), Given.Context(), progress);
        Assert.Equal(Given.Distinct(vectors), set.Indices);
        if (method != SparseMethod.None)
            Assert.Equal("gap entry 2 (angle_3b): n_sparse=1000000000 reduced to 35, the distinct descriptor instances there are",
                Assert.Single(progress.Notes));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Instances_that_are_all_equal_are_one(SparseMethod method)
    {
        foreach (double value in (double[])[0, 0.25])
        {
            double[][] vectors = [.. Enumerable.Range(0, 500).Select(_ => new[] { value, value, value })];
            Assert.Equal([0], Select(method, 5, new MemorySource(vectors), Given.Context(theta: [1, 1, 1])).Indices);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Methods_measure_without_length_scales_too(SparseMethod method)
    {
        CoordinateOptions coordinate = Given.Coordinate(method, 10) with { Kernel = GapCore.Potentials.KernelKind.DotProduct, Zeta = 4 };
        double[][] vectors = Given.Vectors(60);
        SparseSet set = SparseSelector.Select(coordinate, new MemorySource(vectors), Given.Context(theta: []), SilentProgress.Instance);
        Assert.Equal(method == SparseMethod.None ? Given.Distinct(vectors).Length : 10, set.Count);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_named(double value)
    {
        double[][] vectors = Given.Vectors(50);
        vectors[33][1] = value;
        GapException error = Fails(Given.Coordinate(SparseMethod.Random, 5), new MemorySource(vectors));
        Assert.Equal(GapErrorKind.Numeric, error.Kind);
        Assert.Equal($"gap entry 2 (angle_3b): descriptor instance 34 (frame 4) has component 2 = {value}, expected a finite number",
            error.Message);
    }

    [Fact]
    public void No_instances_are_an_error_that_names_the_entry()
    {
        GapException error = Fails(Given.Coordinate(SparseMethod.Uniform, 5), new MemorySource([]));
        Assert.Equal(GapErrorKind.Argument, error.Kind);
        Assert.StartsWith("gap entry 2 (angle_3b) has no descriptor instances", error.Message);
    }

    [Fact]
    public void A_count_is_needed()
    {
        Assert.Contains("n_sparse=0", Fails(Given.Coordinate(SparseMethod.Random, 0), new MemorySource(Given.Vectors(20))).Message);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Only_methods_that_must_hold_their_candidates(SparseMethod method)
    {
        MemorySource source = new(Given.Vectors(2000));
        SelectionContext context = Given.Context(maxPoolBytes: 4000);
        if (method is SparseMethod.Random or SparseMethod.Uniform or SparseMethod.CurPoints)
        {
            Assert.Equal(10, Select(method, 10, source, context).Count);
            return;
        }

        GapException error = Assert.Throws<GapException>(() => Select(method, 10, source, context));
        Assert.Equal(GapErrorKind.Argument, error.Kind);
        Assert.Matches("gap entry 2 .angle_3b.: .* holds all 1715 descriptor instances of 3 components and takes [0-9]+ bytes, "
            + "expected at most 4000: allow more memory or choose", error.Message);
    }

    private static SparseSet Select(SparseMethod method, int count, MemorySource source, SelectionContext context) =>
        SparseSelector.Select(Given.Coordinate(method, count), source, context, SilentProgress.Instance);

    private static GapException Fails(CoordinateOptions coordinate, MemorySource source) =>
        Assert.Throws<GapException>(() => SparseSelector.Select(coordinate, source, Given.Context(), SilentProgress.Instance));
}
