using GapCore;
using GapCore.Tests.IO;
using GapFit.Search;

namespace GapFit.Tests.Search;

/// <summary>What a config file of a search may say.</summary>
public sealed class SearchOptionsTests
{
    private const string Config = """
        # comments and line breaks as in a fit's config file
        at_file=train.xyz default_sigma={0.002 0.05 0 0}
        validation={size>=24 config_type=md | size=13} test_file=test.xyz metric=force_mae metric_subset={size>=27} seed=7
        stage={
          name=soap method=halving halving_of=structures halving_factor=4 halving_start=0.2 points=9
          gap={soap n_max=8
            | 10 l_max=6 cutoff=6.5 atom_sigma=0.5 zeta=2|4 delta=0.3 covariance_type=dot_product n_sparse=100}
        }
        stage={ sparse_jitter=1e-8|1e-9 vary={soap delta=0.1|0.2} structures=0.5|1 }
        """;

    private static SearchOptions Parse(string text) => SearchOptionsParser.ParseText(text, "the config");

    [Fact]
    public void Every_key_is_taken()
    {
        SearchOptions options = Parse(Config);
        Assert.Equal(("train.xyz", "test.xyz", "force_mae", 7), (options.AtomsFile, options.TestFile, options.Metric.Name, options.Seed));
        Assert.Equal("size>=24 config_type=md|size=13", options.Validation!.Text);
        Assert.Equal("size>=27", options.MetricSubset!.Text);
        Assert.Equal(["soap", "2"], options.Stages.Select(stage => stage.Name));
        StageOptions first = options.Stages[0], second = options.Stages[1];
        Assert.Equal((SearchMethod.Halving, HalvingResource.Structures, 4, 0.2, 9),
            (first.Method, first.Resource, first.HalvingFactor, first.HalvingStart, first.Points));
        Assert.Equal("soap delta=0.1|0.2", second.Vary);
        Assert.Equal("0.5|1", second.Structures);
        Assert.Equal("sparse_jitter", Assert.Single(second.Keys).Key);
        Assert.Equal(["at_file", "default_sigma"], options.Fit.Select(entry => entry.Key));
    }

    [Fact]
    public void Without_a_stage_there_is_one()
    {
        SearchOptions options = Parse("at_file=a.xyz default_sigma={1 1 0 0}|{2 2 0 0} folds=3 gap={soap n_max=8|10}");
        StageOptions stage = Assert.Single(options.Stages);
        Assert.Equal("soap n_max=8|10", stage.Gap);
        Assert.Equal("default_sigma", Assert.Single(stage.Keys).Key);
        Assert.Equal(3, options.Folds);
        Assert.Equal("size", options.GroupBy);
        Assert.Equal("binding_energy_rmse", options.Metric.Name);
    }

    [Theory]
    [InlineData("at_file=a.xyz gap={soap} folds=2 metrik=force_rmse", "unknown key \"metrik\" in the config", "did you mean \"metric\"?")]
    [InlineData("at_file=a.xyz gap={soap} folds=2 sparse_jiter=1", "unknown key \"sparse_jiter\"", "did you mean \"sparse_jitter\"?")]
    [InlineData("at_file=a.xyz gap={soap} folds=2 metric=force_rms", "metric = \"force_rms\"", "did you mean \"force_rmse\"?")]
    [InlineData("at_file=a.xyz gap={soap}", "names nothing to compare with", "expected validation, validation_file or folds")]
    [InlineData("gap={soap} folds=2", "the config lacks at_file", "expected it")]
    [InlineData("at_file=a.xyz folds=2", "lacks gap or a stage", "expected it")]
    [InlineData("at_file=a.xyz gap={soap} folds=1", "folds = \"1\"", "an integer, at least 2")]
    [InlineData("at_file=a.xyz gap={soap} folds=2 validation={size=8}", "folds = \"2\"", "no folds besides validation")]
    [InlineData("at_file=a.xyz gap={soap} validation={size=8} group_by=size", "group_by = \"size\"", "it with folds")]
    [InlineData("at_file=a.xyz gap={soap} validation={size~8}", "condition \"size~8\"", "expected a key")]
    [InlineData("at_file=a.xyz gap={soap} folds=2 dryrun=T", "dryrun in the config", "expected none in a search")]
    [InlineData("at_file=a.xyz folds=2 stage={gapp={soap}}", "unknown key \"gapp\" in stage 1", "did you mean \"gap\"?")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} methode=grid}", "unknown key \"methode\" in stage 1", "did you mean \"method\"?")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} method=gridd}", "method = \"gridd\" in stage 1", "did you mean \"grid\"?")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} method=random}", "method=random without points", "expected their number")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} points=3}", "points = \"3\" in stage 1", "a grid has all points")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} halving_factor=3}", "halving_factor = \"3\"", "it with method=halving")]
    [InlineData("at_file=a.xyz folds=2 stage={gap={soap} method=halving halving_start=1.5}", "halving_start = \"1.5\"", "between 0 and 1")]
    [InlineData("at_file=a.xyz folds=2 stage={name=a gap={soap}} stage={name=a gap={soap}}", "two stages of the same name", "different ones")]
    [InlineData("at_file=a.xyz folds=2 gap={soap zeta=2|4} stage={rnd_seed=1|2}", "gap = \"soap zeta=2|4\"", "has alternatives, expected these in a stage")]
    [InlineData("at_file=a.xyz folds=2 stage={at_file=b.xyz gap={soap}}", "unknown key \"at_file\" in stage 1", "expected a key of a stage or of gap_fit")]
    public void What_is_wrong_is_said_in_one_line(string text, params string[] says) =>
        Refusal.Of(GapErrorKind.Argument, () => Parse(text), says);

    [Fact]
    public void A_file_that_is_not_there_is_said() =>
        Refusal.Of(GapErrorKind.Io, () => SearchOptionsParser.ParseFile("/nowhere/search.txt"), "/nowhere/search.txt", "does not exist");
}
