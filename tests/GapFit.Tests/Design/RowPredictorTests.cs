using GapCore.Tests;
using GapFit.Data;
using GapFit.Design;
using GapFit.Fitting;
using GapFit.Options;
using GapFit.Tests.Search;

namespace GapFit.Tests.Design;

/// <summary>What fits predict is the product of the rows with their weights.</summary>
public sealed class RowPredictorTests : IDisposable
{
    private const string Fit = "force_parameter_name=forces virial_parameter_name=virial rnd_seed=42 do_copy_at_file=F default_sigma={0.01 0.1 0.1 0}";

    private readonly SmallSearch _search = new() { Data = RepositoryPaths.Data("nacl.xyz") };

    public void Dispose() => _search.Dispose();

    /// <summary>Periodic cells of two species; pairs count with a cutoff, triplets twice.</summary>
    [Theory]
    [InlineData("soap n_max=3 l_max=2 cutoff=4 atom_sigma=0.7 zeta=2 covariance_type=dot_product")]
    [InlineData("soap n_max=3 l_max=2 cutoff=4 atom_sigma=0.7 covariance_type=ard_se theta_uniform=0.5")]
    [InlineData("soap n_max=3 l_max=2 cutoff=4 atom_sigma=0.7 covariance_type=pp theta_uniform=2")]
    [InlineData("distance_2b cutoff=5 covariance_type=ard_se theta_uniform=1 f0=0.5")]
    [InlineData("angle_3b cutoff=3.5 covariance_type=ard_se theta_fac=0.5")]
    public void Rows_times_weights(string entry)
    {
        FitColumns few = Columns(entry, 6, out TrainingSet data), many = Columns(entry, 9, out _);
        double[][] weights = [.. new[] { few, many, many }.Select((columns, fit) => Weights(columns.Count, fit))];
        var predictor = new RowPredictor(
            [[new WeightedColumns(few, [2], weights[0]), new WeightedColumns(many, [0, 1], [.. weights[1], .. weights[2]])]], 3);
        double largest = 0;
        foreach (FitFrame frame in data.Frames)
        {
            double[][] found = predictor.Predict(frame);
            foreach ((int fit, FitColumns columns, double[] own) in new[] { (2, few, weights[0]), (0, many, weights[1]), (1, many, weights[2]) })
            {
                double[] expected = Product(frame, columns, own);
                double scale = expected.Max(Math.Abs);
                largest = Math.Max(largest, scale);
                Assert.Equal(expected.Length, found[fit].Length);
                Assert.All(expected.Zip(found[fit]), pair => Assert.Equal(pair.First, pair.Second, 1e-12 * Math.Max(1, scale)));
            }
        }

        Assert.True(largest > 0.01);
    }

    private static double[] Product(FitFrame frame, FitColumns columns, double[] weights)
    {
        int rows = new RowLayout(frame).Count;
        var block = new DesignBlock(rows, columns.Count);
        new RowAssembler([columns]).AddKernels(frame, block, 0);
        return [.. Enumerable.Range(0, rows).Select(row => weights.Select((weight, s) => weight * block.Column(s)[row]).Sum())];
    }

    private static double[] Weights(int count, int fit) => [.. Enumerable.Range(0, count).Select(s => Math.Sin(1 + s + 10 * fit))];

    private FitColumns Columns(string entry, int points, out TrainingSet data)
    {
        FitOptions options = FitOptionsParser.ParseText(
            $"at_file={_search.Data} {Fit} gap={{{entry} delta=1 n_sparse={points} sparse_method=random}}", "the fit");
        data = TrainingSet.Read(options, SilentProgress.Instance);
        return new FitColumns(new SparseChoice(data, new FitRunSettings(), 1, 1, SilentProgress.Instance).Choose(
            data.Coordinates[0], GapCore.Potentials.CoordinateTerm.ForDescriptor(data.Coordinates[0].Descriptor)), 0);
    }
}
