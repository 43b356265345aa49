using GapCore;
using GapCore.Tests.IO;
using GapCore.Text;
using GapFit.Search;

namespace GapFit.Tests.Search;

/// <summary>Points of a stage: how many, which, in which order.</summary>
public sealed class StageSpaceTests
{
    private const string Soap = "soap l_max=2 n_max=3 cutoff=5.0 atom_sigma=0.7 covariance_type=dot_product zeta=2 delta=0.2 n_sparse=10";

    private const string Pair = "distance_2b cutoff=6 covariance_type=ard_se theta_uniform=1.0 delta=0.5 n_sparse=10";

    private static readonly FitText Start = new(
        [new("at_file", "a.xyz"), new("default_sigma", "0.01 0.1 0 0")], [new("soap", KeyValueText.Parse(Soap, "entry"))]);

    private static string Label(SearchPoint point) => string.Join(' ', point.Settings.Select(setting => $"{setting.Name}={setting.Value}"));

    [Fact]
    public void Every_combination_is_a_point_the_last_running_fastest()
    {
        var space = new StageSpace(new StageOptions
        {
            Name = "a",
            Gap = Soap.Replace("zeta=2", "zeta=2|4", StringComparison.Ordinal).Replace("delta=0.2", "delta=0.2|0.3|0.5", StringComparison.Ordinal),
            Keys = [new("default_sigma", "{0.01 0.1 0 0}|{0.02 0.2 0 0}")],
        }, Start);
        Assert.Equal(12, space.Count);
        string[] labels = [.. Enumerable.Range(0, 12).Select(number => Label(space.At(number)))];
        Assert.Equal(12, labels.Distinct().Count());
        Assert.Equal("soap.zeta=2 soap.delta=0.2 default_sigma=0.01 0.1 0 0", labels[0]);
        Assert.Equal("soap.zeta=2 soap.delta=0.2 default_sigma=0.02 0.2 0 0", labels[1]);
        Assert.Equal("soap.zeta=4 soap.delta=0.5 default_sigma=0.02 0.2 0 0", labels[11]);
        SearchPoint last = space.At(11);
        Assert.Equal((4.0, 0.5), (last.Options.Gap[0].Zeta, last.Options.Gap[0].EnergyScale));
        Assert.Equal(0.2, last.Options.DefaultRegularisation.Force);
    }

    [Fact]
    public void Entries_are_added_or_not_and_each_kind_has_its_own_settings()
    {
        var space = new StageSpace(new StageOptions
        {
            Name = "b",
            Add = "{}|{" + Pair.Replace("cutoff=6", "cutoff=6|8", StringComparison.Ordinal) + "}|{" + Pair + " : " + Pair.Replace("delta=0.5", "delta=1|2", StringComparison.Ordinal) + "}",
        }, Start);
        Assert.Equal(5, space.Count);
        Assert.Equal(
            ["add=nothing", "add=distance_2b distance_2b.cutoff=6", "add=distance_2b distance_2b.cutoff=8",
                "add=distance_2b+distance_2b distance_2b2.delta=1", "add=distance_2b+distance_2b distance_2b2.delta=2"],
            Enumerable.Range(0, 5).Select(number => Label(space.At(number))));
        Assert.Equal([1, 2, 2, 3, 3], Enumerable.Range(0, 5).Select(number => space.At(number).Options.Gap.Count));
    }

    [Fact]
    public void Values_so_far_are_replaced_whatever_their_alias()
    {
        var space = new StageSpace(new StageOptions
        {
            Name = "c",
            Vary = "soap energy_scale=0.7|0.9 n_sparse=20",
            Keys = [new("default_kernel_regularisation", "0.5 0.6 0 0")],
            Structures = "0.5|1",
        }, Start);
        Assert.Equal(4, space.Count);
        SearchPoint point = space.At(3);
        Assert.Equal((0.9, 20), (point.Options.Gap[0].EnergyScale, point.Options.Gap[0].SparseCount));
        Assert.Equal(0.5, point.Options.DefaultRegularisation.Energy);
        Assert.Equal("soap.energy_scale=0.9 structures=1", Label(point));
        Assert.Equal(0.5, space.At(0).Text.Structures);
        Assert.False(space.At(0).IsFull);
    }

    [Fact]
    public void Numbers_of_points_do_not_overflow()
    {
        string many = string.Join('|', Enumerable.Range(1, 2000));
        var space = new StageSpace(new StageOptions { Name = "d", Gap = string.Join(" : ", Enumerable.Repeat($"{{soap zeta={many} delta={many}}}", 4)) }, Start);
        Assert.Equal(long.MaxValue, space.Count);
    }

    [Fact]
    public void Equal_fits_have_equal_keys_wherever_the_data_lie()
    {
        SearchPoint one = new StageSpace(new StageOptions { Name = "e" }, Start).At(0);
        SearchPoint moved = new StageSpace(new StageOptions { Name = "f" }, Start.With(new("atoms_filename", "b.xyz"))).At(0);
        SearchPoint other = new StageSpace(new StageOptions { Name = "g", Vary = "soap delta=0.3" }, Start).At(0);
        Assert.Equal(one.Key("problem"), moved.Key("problem"));
        Assert.NotEqual(one.Key("problem"), other.Key("problem"));
        Assert.NotEqual(one.Key("problem"), one.Key("another"));
    }

    [Theory]
    [InlineData("gap={soap n_max=8||10}", "a value on both sides of every \"|\"")]
    [InlineData("gap={soap n_max=8|8}", "no alternative twice")]
    [InlineData("gap={n_max=8}", "has no name")]
    [InlineData("vary={sop delta=1}", "vary of stage x names \"sop\", expected an entry of the fit so far: soap: did you mean \"soap\"?")]
    [InlineData("vary={soap delt=1}", "unknown key \"delt\" in vary of stage x, expected a key of soap: did you mean \"delta\"?")]
    [InlineData("structures=0", "structures in stage x = \"0\", expected a part of the structures, above 0 and up to 1")]
    [InlineData("gap={soap} vary={soap delta=1}", "has gap and vary, expected the alternatives in gap")]
    public void What_does_not_suit_is_said(string text, string says)
    {
        Dictionary<string, string?> keys = KeyValueText.Parse(text, "stage").ToDictionary(entry => entry.Key, entry => entry.Value);
        Refusal.Of(GapErrorKind.Argument, () => new StageSpace(new StageOptions
        {
            Name = "x",
            Gap = keys.GetValueOrDefault("gap"),
            Vary = keys.GetValueOrDefault("vary"),
            Structures = keys.GetValueOrDefault("structures"),
        }, Start), says);
    }
}
