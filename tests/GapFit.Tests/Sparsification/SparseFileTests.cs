using GapCore;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>Sparse points and indices from files, and indices into one.</summary>
public sealed class SparseFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gapsharp-sparse-").FullName;
    private readonly MemorySource _source = new(Given.Vectors(30));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Points_come_with_their_cutoffs_first()
    {
        SparseSet set = Select(SparseMethod.File, 0, "1.0\n.5\n-.25E-1\n3d0\r\n\n0.75 4 5 6");
        Assert.Equal([1.0, 0.75], set.Cutoffs);
        Assert.Equal([0.5, -0.025, 3, 4, 5, 6], set.Points);
        Assert.Empty(set.Indices);
        Assert.Equal(0, _source.Scans);
    }

    [Theory]
    [InlineData("1 2 3 4 5", 0, "has 5 numbers, expected a multiple of 4")]
    [InlineData("1 2 3 4", 2, "has 1 sparse points, expected n_sparse=2")]
    [InlineData("1 2 x 4", 0, "has \"x\", expected a finite real number")]
    [InlineData("1 2\nNaN 4", 0, ":2)")]
    [InlineData(" \n", 0, "has 0 numbers")]
    public void Points_that_cannot_be_read(string text, int count, string expected) =>
        Assert.Contains(expected, Assert.Throws<GapException>(() => Select(SparseMethod.File, count, text)).Message);

    [Theory]
    [InlineData("4 1 30")]
    [InlineData("30\n1\n4\n")]
    public void Indices_count_all_instances_from_1(string text)
    {
        SparseSet set = Select(SparseMethod.IndexFile, 3, text);
        Assert.Equal([0, 3, 29], set.Indices);
        Assert.Equal([.. Given.Vectors(30)[0], .. Given.Vectors(30)[3], .. Given.Vectors(30)[29]], set.Points);
    }

    [Theory]
    [InlineData("1 31", 0, "has index 31, expected at most 30")]
    [InlineData("0", 0, "has index 0, expected indices from 1 on")]
    [InlineData("5 6 5", 0, "has index 5 twice")]
    [InlineData("5 6.5", 0, "has \"6.5\", expected a whole number")]
    [InlineData("5 6", 3, "has 2 sparse points, expected n_sparse=3")]
    public void Indices_that_cannot_be_used(string text, int count, string expected) =>
        Assert.Contains($"sparse_file of gap entry 2 (angle_3b) {expected}",
            Assert.Throws<GapException>(() => Select(SparseMethod.IndexFile, count, text)).Message);

    [Fact]
    public void A_file_that_is_not_there()
    {
        CoordinateOptions coordinate = Given.Coordinate(SparseMethod.IndexFile, 0) with { SparseFile = Path.Combine(_folder, "nowhere") };
        GapException error = Assert.Throws<GapException>(() => Select(coordinate));
        Assert.Equal(GapErrorKind.Io, error.Kind);
        Assert.StartsWith("sparse_file of gap entry 2 (angle_3b)", error.Message);
        Assert.Contains("is not given", Assert.Throws<GapException>(() => Select(coordinate with { SparseFile = null })).Message);
    }

    [Fact]
    public void Printed_indices_are_added_and_choose_the_same_points_again()
    {
        string printed = Path.Combine(_folder, "indices");
        SparseSet first = Select(Given.Coordinate(SparseMethod.Random, 4) with { PrintSparseIndex = printed });
        string line = string.Join(' ', first.Indices.Select(i => i + 1)) + "\n";
        Assert.Equal(line, File.ReadAllText(printed));
        SparseSet again = Select(Given.Coordinate(SparseMethod.IndexFile, 4) with { SparseFile = printed });
        Assert.Equal(first.Points, again.Points);

        SparseSet second = Select(Given.Coordinate(SparseMethod.FarthestPoint, 2) with { PrintSparseIndex = printed });
        Assert.Equal(line + string.Join(' ', second.Indices.Select(i => i + 1)) + "\n", File.ReadAllText(printed));
        Assert.Single(Directory.GetFiles(_folder));
    }

    private SparseSet Select(SparseMethod method, int count, string text)
    {
        string path = Path.Combine(_folder, "sparse");
        File.WriteAllText(path, text);
        return Select(Given.Coordinate(method, count) with { SparseFile = path });
    }

    private SparseSet Select(CoordinateOptions coordinate) =>
        SparseSelector.Select(coordinate, _source, Given.Context(), SilentProgress.Instance);
}
