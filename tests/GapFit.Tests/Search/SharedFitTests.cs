using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapCore.Tests;
using GapFit.Fitting;
using GapFit.Search;
using GapFit.Search.Report;
using GapFit.Validation;

namespace GapFit.Tests.Search;

/// <summary>Fits made together are those of the same command lines made one by one, and so are their errors.</summary>
public sealed class SharedFitTests : IDisposable
{
    private const string Core = """
        <Glue_params n_types="1">
          <per_type_data atomic_num="11" type="1">
            <density num_points="2" density_y1="0.0" density_yn="0.0"><point a="0.5" rho="0.0"/><point a="5.0" rho="0.0"/></density>
            <potential_density num_points="2"><point rho="0.0" E="0.0"/><point rho="3.0" E="0.0"/></potential_density>
          </per_type_data>
          <per_pair_data type1="1" type2="1">
            <potential_pair num_points="4" y1="-2.0" yn="0.0">
              <point r="1.0" E="3.0"/><point r="3.0" E="0.6"/><point r="4.0" E="0.2"/><point r="5.0" E="0.0"/>
            </potential_pair>
          </per_pair_data>
        </Glue_params>
        """;

    private readonly SmallSearch _search = new();

    public void Dispose() => _search.Dispose();

    /// <summary>Everything that is shared: descriptors, products, rows, factors of classes.</summary>
    [Theory]
    [InlineData("gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points "
        + "zeta=2|4 delta=0.2|0.5 n_sparse=20|30}", 8)]
    [InlineData("gap={distance_2b covariance_type=ard_se theta_uniform=1.0 n_sparse=10 sparse_method=uniform cutoff=6|8 delta=0.5|1.0 : "
        + "soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points zeta=2 delta=0.2 n_sparse=20}", 4)]
    [InlineData("gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points zeta=2 delta=0.3 n_sparse=20} "
        + "stage={default_sigma={0.01 0.1 0 0}|{0.005 0.2 0 0} config_type_sigma={dimer:0.1:0.5:0:0}|{dimer:0.02:0.3:0:0} sparse_jitter=1e-3|1e-2}", 8)]
    [InlineData("gap={distance_2b covariance_type=ard_se theta_uniform=1.0 n_sparse=10 sparse_method=uniform cutoff=6 f0=0.5|1.0 delta=0.5|1.0 : "
        + "angle_3b cutoff=4.0 covariance_type=ard_se theta_fac=0.5 delta=0.1|0.2 n_sparse=12 sparse_method=uniform}", 8)]
    [InlineData("e0_method=average gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points zeta=2 "
        + "delta=0.3|0.6 n_sparse=20}", 2)]
    [InlineData("gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=random|cur_covariance zeta=2 "
        + "delta=0.3|0.6 n_sparse=20}", 4)]
    [InlineData("gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product sparse_method=cur_points zeta=2 delta=0.3 n_sparse=30} "
        + "stage={add={} | {distance_2b cutoff=5|6 covariance_type=ard_se theta_uniform=1.0 delta=0.2|0.5 n_sparse=10 sparse_method=uniform} "
        + "| {distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1.0 delta=0.4 n_sparse=10 sparse_method=uniform "
        + ": angle_3b cutoff=4.0 covariance_type=ard_se theta_fac=0.5 delta=0.1 n_sparse=12 sparse_method=uniform}}", 6)]
    [InlineData("gap={distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=8|10 sparse_method=uniform : "
        + "distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1.0 delta=0.1 n_sparse=10 sparse_method=uniform}", 2)]
    [InlineData("gap={soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=ard_se theta_uniform=0.5 sparse_method=random delta=0.3 "
        + "n_sparse=15|25}", 2)]
    public void Errors_are_those_of_separate_fits(string text, int count)
    {
        SearchOutcome outcome = _search.Run($"validation={{size=8}} {text}");
        Assert.Equal(count, outcome.Results.Count());
        foreach (PointResult result in outcome.Results)
        {
            Assert.Null(result.Error);
            ValidationReport report = Validate(Separate(result, outcome), outcome);
            Assert.Equal(5, report.Frames.Count);
            Dictionary<string, double> expected = SearchMetric.Of(report.Total);
            Assert.Equal(expected.Keys.Order(), result.Metrics.Keys.Order());
            Assert.All(expected, metric => Assert.InRange(result.Metrics[metric.Key] / metric.Value, 1 - 1e-7, 1 + 1e-7));
        }

        Assert.Equal(count, outcome.Results.Select(result => result.Metrics["binding_energy_rmse"]).Distinct().Count());
    }

    /// <summary>Sodium chloride: coordinates for every combination of species, virials, a core potential that only sodium feels.</summary>
    [Fact]
    public void Periodic_cells_of_two_species_on_a_core()
    {
        using var search = new SmallSearch { Data = RepositoryPaths.Data("nacl.xyz") };
        string core = search.Folder.Write("core.xml", Core);
        SearchOutcome outcome = search.Run($"core_param_file={core} core_ip_args={{IP Glue}} validation={{config_type=liquid | config_type=antisite}} "
            + "gap={distance_2b cutoff=5 covariance_type=ard_se theta_uniform=1.0 delta=0.5|1 n_sparse=8 sparse_method=uniform : soap n_max=3 l_max=3 "
            + "cutoff=4 atom_sigma=0.7 zeta=2 delta=0.3 n_sparse=15 covariance_type=dot_product sparse_method=cur_points} "
            + "default_sigma={0.002 0.05 0.05 0}|{0.01 0.05 0.02 0}", fit: "sparse_jitter=1e-3 force_parameter_name=forces rnd_seed=42 do_copy_at_file=F");
        Assert.Equal(4, outcome.Results.Count());
        foreach (PointResult result in outcome.Results)
        {
            FitResult fit = GapFitter.Run(BestFit.Options(result, outcome), new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
            ValidationReport report = Validator.Validate(
                GapPotential.FromDefinition(fit.Definition!, compress: false),
                ExtendedXyzReader.Read(search.Results + "/structures.validation.xyz"), new ValidationOptions());
            Assert.NotNull(report.Total.VirialPerAtom);
            Assert.All(SearchMetric.Of(report.Total), metric => Assert.InRange(result.Metrics[metric.Key] / metric.Value, 1 - 1e-7, 1 + 1e-7));
        }
    }

    [Fact]
    public void Batches_and_threads_change_nothing_but_rounding()
    {
        const string text = "validation={size=8} gap={" + SmallSearch.Soap + " zeta=2|4 delta=0.2 n_sparse=20|30}";
        double[] together = [.. _search.Run(text).Results.Select(result => result.Metrics["force_rmse"])];
        Directory.Delete(_search.Results, recursive: true);
        double[] apart = [.. _search.Run(text, threads: 4).Results.Select(result => result.Metrics["force_rmse"])];
        Assert.Equal(4, apart.Length);
        Assert.All(together.Zip(apart), pair => Assert.InRange(pair.First / pair.Second, 1 - 1e-9, 1 + 1e-9));
    }

    [Fact]
    public void Every_fold_is_compared_with_the_fit_of_the_others()
    {
        SearchOutcome outcome = _search.Run("folds=2 group_by=size gap={" + SmallSearch.Soap + " zeta=2 delta=0.2 n_sparse=15}");
        PointResult result = Assert.Single(outcome.Results);
        Assert.Equal([2, 8, 13], result.BindingBySize.Keys);
        // Sizes 2 and 8 are fitted with the atom and 13, 13 with the others.
        SearchOutcome one = _search.Run("validation={size=13} gap={" + SmallSearch.Soap + " zeta=2 delta=0.2 n_sparse=15}");
        Assert.Equal(Assert.Single(one.Results).BindingBySize[13], result.BindingBySize[13], 1e-9 * result.BindingBySize[13]);
    }

    [Fact]
    public void A_fit_that_fails_is_a_row_with_its_reason()
    {
        SearchOutcome outcome = _search.Run(
            "validation={size=8} gap={" + SmallSearch.Soap + " zeta=1 delta=0.2 n_sparse=100} stage={sparse_jitter=0|1e-3}");
        PointResult[] results = [.. outcome.Results];
        Assert.Contains("is singular at point", results[0].Error);
        Assert.Empty(results[0].Metrics);
        Assert.Equal(results[1].Key, outcome.Best!.Key);
    }

    private GapPotential Separate(PointResult result, SearchOutcome outcome)
    {
        FitResult fit = GapFitter.Run(BestFit.Options(result, outcome), new FitRunSettings { Threads = 1 }, SilentProgress.Instance);
        return GapPotential.FromDefinition(fit.Definition!, compress: false);
    }

    private ValidationReport Validate(GapPotential potential, SearchOutcome outcome)
    {
        Assert.Equal(_search.Results + "/structures.train.xyz", outcome.TrainingFile);
        return Validator.Validate(
            potential, ExtendedXyzReader.Read(_search.Results + "/structures.validation.xyz"), new ValidationOptions());
    }
}
