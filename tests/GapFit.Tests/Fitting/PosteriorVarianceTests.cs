using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Numerics;
using GapCore.Potentials;
using GapFit.Fitting;
using GapFit.Tests.Reference;

namespace GapFit.Tests.Fitting;

/// <summary>The posterior variance of a fit: that of a dense process, with the limits it must have, whoever computes it.</summary>
public sealed class PosteriorVarianceTests : IDisposable
{
    private static readonly Structure[] Clusters = [.. Enumerable.Range(1, 4).Select(seed => PosteriorFit.Cluster(3 + seed % 2, seed))];
    private static readonly Structure Asked = PosteriorFit.Cluster(5, 77);

    private readonly PosteriorFit _fit = new();

    public void Dispose() => _fit.Dispose();

    /// <summary>Nothing is approximate when every pair of the data is a sparse point.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.3)]
    public void Equals_a_process_without_sparse_points_where_all_data_are_sparse_points(double sigma)
    {
        Structure[] structures = [.. Clusters, .. new[] { 2.6, 3.1, 3.7 }.Select(PosteriorFit.Dimer)];
        DenseProcess process = PosteriorFit.Dense(_fit.Run(PosteriorFit.Pairs, structures, sigma, 0), structures, sigma, 0);
        foreach (Structure structure in new[] { Asked, PosteriorFit.Dimer(2.9), structures[0] })
            Agree(structure, process, process.Variance);
    }

    [Theory]
    [InlineData(PosteriorFit.FewPairs, 0.0)]
    [InlineData(PosteriorFit.FewPairs, 0.05)]
    [InlineData(PosteriorFit.Soap, 0.05)]
    [InlineData(PosteriorFit.FewPairs + " : " + PosteriorFit.Soap, 0.0)]
    [InlineData(PosteriorFit.FewPairs + " : " + PosteriorFit.Triplets + " : " + PosteriorFit.Soap, 0.05)]
    public void Equals_the_dense_process_of_the_sparse_points(string gap, double forceSigma)
    {
        DenseProcess process = PosteriorFit.Dense(_fit.Run(gap, Clusters, 0.02, forceSigma), Clusters, 0.02, forceSigma);
        foreach (Structure structure in new[] { Asked, PosteriorFit.Dimer(2.9), Clusters[0] })
            Agree(structure, process, process.SparseVariance);
    }

    [Fact]
    public void Falls_with_data_and_with_their_precision()
    {
        double loose = Mean(Clusters[..2], 0.1), more = Mean(Clusters, 0.1), precise = Mean(Clusters, 0.001);
        Assert.True(more < loose && precise < more, $"variances are {loose}, {more} with more data and {precise} with precise data, expected them to fall");
        Assert.True(precise < 0.05 * loose, $"variance is {precise} with precise data, expected far less than {loose}");

        double Mean(Structure[] structures, double sigma)
        {
            _fit.Run(PosteriorFit.FewPairs, structures, sigma, 10 * sigma);
            return _fit.Variances(Clusters[0]).Average();
        }
    }

    [Fact]
    public void Is_the_prior_far_from_all_data()
    {
        const string narrow = "distance_2b cutoff=5.0 cutoff_transition_width=0.5 covariance_type=ard_se theta_uniform=0.15 delta=0.7 n_sparse=5 sparse_method=uniform";
        Structure[] near = [.. new[] { 2.5, 2.7, 2.9 }.Select(PosteriorFit.Dimer)];
        DenseProcess process = PosteriorFit.Dense(_fit.Run(narrow, near, 0.01, 0), near, 0.01, 0);
        double prior = process.Prior(PosteriorFit.Dimer(4.4), 0);
        Assert.Equal(0.49, prior, 12);
        Assert.Equal(prior, _fit.Variances(PosteriorFit.Dimer(4.4))[0], 12);
        Assert.True(_fit.Variances(PosteriorFit.Dimer(2.7))[0] < 1e-3 * prior);
    }

    /// <summary>Several blocks of centres; every thread count and width of arithmetic cuts them differently.</summary>
    [Fact]
    public void Does_not_depend_on_threads_blocks_or_width()
    {
        _fit.Run(PosteriorFit.FewPairs + " : " + PosteriorFit.Soap, Clusters, 0.02, 0.05);
        Structure large = PosteriorFit.Cluster(161, 5, 24);
        double[] expected = _fit.Variances(large, 1, SimdLevel.Scalar);
        Assert.True(expected.Max() > 2 * expected.Min());
        foreach (int threads in new[] { 1, 2, 3 })
            foreach (SimdLevel level in Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Best))
                Near(expected, _fit.Variances(large, threads, level), 1e-12);
    }

    [Fact]
    public void Does_not_depend_on_the_threads_of_the_fit()
    {
        _fit.Run(PosteriorFit.FewPairs + " : " + PosteriorFit.Soap, Clusters, 0.02, 0.05);
        double[] one = _fit.Variances(Asked);
        _fit.Run(PosteriorFit.FewPairs + " : " + PosteriorFit.Soap, Clusters, 0.02, 0.05, threads: 3);
        Near(one, _fit.Variances(Asked), 1e-11);
    }

    [Fact]
    public void Comes_with_everything_else_and_leaves_it_alone()
    {
        _fit.Run(PosteriorFit.FewPairs + " : " + PosteriorFit.Soap, Clusters, 0.02, 0.05);
        using var evaluator = new GapEvaluator(GapPotential.Load(_fit.Potential));
        EvaluationResult alone = new(), together = new();
        const Properties usual = Properties.Energy | Properties.Forces | Properties.Variances;
        evaluator.Evaluate(Asked, usual, alone);
        evaluator.Evaluate(Asked, usual | Properties.PosteriorVariances, together);
        Assert.Equal(alone.Forces.ToArray(), together.Forces.ToArray());
        Assert.Equal(alone.Variances.ToArray(), together.Variances.ToArray());
        Assert.Equal(_fit.Variances(Asked), together.PosteriorVariances.ToArray());
        Assert.True(alone.PosteriorVariances.IsEmpty);
    }

    [Fact]
    public void Scales_with_the_square_of_the_energy_scale()
    {
        _fit.Run(PosteriorFit.FewPairs, Clusters, 0.02, 0.05);
        double[] once = _fit.Variances(Asked);
        string text = File.ReadAllText(_fit.Potential);
        File.WriteAllText(_fit.Potential, text.Replace("IP GAP label=", "IP GAP E_scale=3.0 label=", StringComparison.Ordinal));
        Near([.. once.Select(variance => 9 * variance)], _fit.Variances(Asked), 1e-12);
    }

    [Fact]
    public void Allocates_nothing_once_warm()
    {
        _fit.Run(PosteriorFit.FewPairs + " : " + PosteriorFit.Triplets + " : " + PosteriorFit.Soap, Clusters, 0.02, 0.05);
        using var evaluator = new GapEvaluator(GapPotential.Load(_fit.Potential));
        var result = new EvaluationResult();
        long before = 0;
        for (int i = 0; i < 20; i++)
        {
            if (i == 10)
                before = GC.GetAllocatedBytesForCurrentThread();
            evaluator.Evaluate(Asked, Properties.PosteriorVariances, result);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>To rounding and sparse_jitter, 1e-10, both of which count against the prior.</summary>
    private void Agree(Structure structure, DenseProcess process, Func<Structure, int, double> reference)
    {
        double[] found = _fit.Variances(structure);
        for (int atom = 0; atom < structure.Count; atom++)
            Near([reference(structure, atom)], [found[atom]], 3e-9 * process.Prior(structure, atom));
    }

    private static void Near(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance,
                FormattableString.Invariant($"variance {i} is {actual[i]:r}, expected {expected[i]:r} within {tolerance:g2}"));
    }
}
