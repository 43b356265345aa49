using GapFit.Fitting;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>Methods that measure distances between instances: kmeans and farthest_point.</summary>
public sealed class DistanceTests
{
    [Theory]
    [InlineData(SparseMethod.KMeans)]
    [InlineData(SparseMethod.FarthestPoint)]
    public void Every_cluster_has_its_point(SparseMethod method)
    {
        Random random = new(5);
        double[][] centres = [.. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, 3).Select(_ => 100 * random.NextDouble()).ToArray())];
        double[][] vectors = [.. Enumerable.Range(0, 240).Select(i => centres[i % 6].Select(c => c + 0.1 * random.NextDouble()).ToArray())];
        for (int seed = 0; seed < 10; seed++)
            Assert.Equal([0, 1, 2, 3, 4, 5], Select(method, 6, vectors, [1, 1, 1], seed).Select(i => i % 6).Order());
    }

    [Fact]
    public void Kmeans_takes_what_is_nearest_to_the_means()
    {
        double[][] vectors = [[0], [1], [2.2], [10], [11], [12.3], [30]];
        Assert.Equal([1, 4, 6], Select(SparseMethod.KMeans, 3, vectors, [1]));
    }

    [Fact]
    public void Kmeans_measures_in_units_of_theta()
    {
        // Three on either side along each component: theta says which of them counts.
        double[][] vectors = [[0, 0.2], [0.1, 10.4], [0.2, 0.4], [10, 10], [9.9, 0], [9.8, 10.2]];
        Assert.Equal([1, 4], Select(SparseMethod.KMeans, 2, vectors, [1, 1000]));
        Assert.Equal([0, 5], Select(SparseMethod.KMeans, 2, vectors, [1000, 1]));
    }

    [Fact]
    public void Farthest_points_by_hand()
    {
        // Mean 3.75: 10 is the farthest; then 0; then 4, as far from 0 as 6 is from 10, of lower index; then 6.
        double[][] vectors = [[0], [4], [6], [10], [1], [1.5]];
        Assert.Equal([3], Select(SparseMethod.FarthestPoint, 1, vectors, [1]));
        Assert.Equal([0, 3], Select(SparseMethod.FarthestPoint, 2, vectors, [1]));
        Assert.Equal([0, 1, 3], Select(SparseMethod.FarthestPoint, 3, vectors, [1]));
        Assert.Equal([0, 1, 2, 3], Select(SparseMethod.FarthestPoint, 4, vectors, [1]));
    }

    [Fact]
    public void Farthest_points_as_by_comparing_all_pairs()
    {
        double[][] vectors = [.. Given.Distinct(Given.Vectors(200)).Select(i => Given.Vectors(200)[i])];
        double[] mean = [.. Enumerable.Range(0, 3).Select(k => vectors.Average(x => x[k]))];
        List<long> chosen = [IndexOfLargest(vectors, x => Square(x, mean))];
        while (chosen.Count < 20)
            chosen.Add(IndexOfLargest(vectors, x => chosen.Min(i => Square(x, vectors[i]))));
        Assert.Equal(chosen.Order(), Select(SparseMethod.FarthestPoint, 20, vectors, Given.Theta));
    }

    private static long IndexOfLargest(double[][] vectors, Func<double[], double> value) =>
        Enumerable.Range(0, vectors.Length).MaxBy(i => value(vectors[i]));

    private static double Square(double[] x, double[] y) => Enumerable.Range(0, 3).Sum(k => Math.Pow((x[k] - y[k]) / Given.Theta[k], 2));

    private static long[] Select(SparseMethod method, int count, double[][] vectors, double[] theta, int seed = 1) => SparseSelector.Select(
        Given.Coordinate(method, count), new MemorySource(vectors), Given.Context(seed, theta: theta), SilentProgress.Instance).Indices;
}
