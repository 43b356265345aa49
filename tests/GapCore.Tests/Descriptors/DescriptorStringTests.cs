using GapCore.Descriptors;

namespace GapCore.Tests.Descriptors;

public sealed class DescriptorStringTests
{
    private const string Soap =
        " soap l_max=6 n_max=8 cutoff=7.5 cutoff_transition_width=.5 atom_sigma=6.0d-1 zeta=4 sparse_method=cur_points n_species=2 Z=14 species_Z={14 6 }";

    [Fact]
    public void Reads_a_string_as_the_fit_writes_it()
    {
        DescriptorString soap = DescriptorString.Parse(Soap);
        Assert.Equal("soap", soap.Name);
        Assert.Equal(6, soap.GetInt("l_max"));
        Assert.Equal(7.5, soap.GetDouble("cutoff"));
        Assert.Equal(0.5, soap.GetDouble("cutoff_transition_width", 1.0));
        Assert.Equal(0.6, soap.GetDouble("atom_sigma", "atom_gaussian_width"));
        Assert.Equal([14, 6], soap.GetIntList("species_Z")!);
        Assert.Equal("cur_points", soap.GetText("sparse_method"));
        Assert.True(soap.GetBool("normalise", true, "normalize"));
        Assert.Equal(10, soap.GetInt("basis_error_exponent", 10));
        Assert.Null(soap.GetDoubleList("theta_fac"));
        Assert.Equal(["soap", "l_max", "n_max", "cutoff", "cutoff_transition_width", "atom_sigma", "zeta", "sparse_method", "n_species", "Z", "species_Z"],
            soap.Keys);
    }

    [Theory]
    [InlineData("soap a={0.4 0.3 0.5}")]
    [InlineData("soap a={{0.4 0.3 0.5}}")]
    [InlineData("soap a={0.4:0.3:0.5}")]
    [InlineData("soap a={{0.4}:{0.3}:{0.5}}")]
    [InlineData("soap a=0.4:0.3:0.5")]
    [InlineData("soap a=\"0.4 0.3 0.5\"")]
    [InlineData("soap a='0.4, .3, 5d-1'")]
    [InlineData("soap a = { 0.4\t0.3\r\n0.5 }")]
    [InlineData("{soap a={0.4 0.3 0.5}}")]
    [InlineData(" {{soap a={0.4 0.3 0.5}}} ")]
    public void Reads_lists_in_every_form(string text)
    {
        DescriptorString soap = DescriptorString.Parse(text);
        Assert.Equal("soap", soap.Name);
        Assert.Equal([0.4, 0.3, 0.5], soap.GetDoubleList("a")!);
    }

    [Theory]
    [InlineData("soap flag", true)]
    [InlineData("soap flag=T", true)]
    [InlineData("soap flag=.true.", true)]
    [InlineData("soap flag=.TRUE.", true)]
    [InlineData("soap flag=yes", true)]
    [InlineData("soap flag=1", true)]
    [InlineData("soap flag=F", false)]
    [InlineData("soap flag = {false}", false)]
    [InlineData("soap flag=.F.", false)]
    [InlineData("soap flag flag=no", false)]
    public void Reads_logical_values(string text, bool expected) =>
        Assert.Equal(expected, DescriptorString.Parse(text).GetBool("flag", !expected));

    [Theory]
    [InlineData("soap n=1 n=2", 2)]
    [InlineData("soap n=1 m=2", 2)]
    [InlineData("soap m=2 n=1", 1)]
    public void Last_repetition_wins_aliases_included(string text, int expected) =>
        Assert.Equal(expected, DescriptorString.Parse(text).GetInt("n", "m"));

    [Fact]
    public void Keys_are_exact_names()
    {
        DescriptorString soap = DescriptorString.Parse("soap cutoff_scale=2 Cutoff=3");
        Assert.False(soap.Contains("cutoff"));
        Assert.True(soap.Contains("cutoff_rate", "cutoff_scale"));
        Assert.Equal(1.0, soap.GetDouble("cutoff", 1.0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{}")]
    [InlineData("l_max=4")]
    [InlineData("soap {l_max=4")]
    [InlineData("soap l_max=4}")]
    [InlineData("soap species_Z={14 6")]
    [InlineData("soap config=\"a b")]
    [InlineData("soap =4")]
    [InlineData("soap l_max=")]
    public void Refuses_malformed_strings(string text) => RefusedInOneLine(() => DescriptorString.Parse(text));

    [Theory]
    [InlineData("soap n=4.0", "n", "4.0", "integer")]
    [InlineData("soap n=9999999999", "n", "9999999999", "integer")]
    [InlineData("soap n", "n", "T", "integer")]
    [InlineData("soap", "n", "missing", "integer")]
    public void Refuses_wrong_integers(string text, params string[] says) =>
        RefusedInOneLine(() => DescriptorString.Parse(text).GetInt("n"), says);

    [Theory]
    [InlineData("soap cutoff=NaN", "cutoff", "NaN", "finite")]
    [InlineData("soap cutoff=1e999", "cutoff", "1e999", "finite")]
    [InlineData("soap cutoff=five", "cutoff", "five", "finite")]
    [InlineData("soap cutoff=\"5\n0\"", "cutoff", "5?0")]
    [InlineData("soap", "cutoff", "missing")]
    public void Refuses_wrong_reals(string text, params string[] says) =>
        RefusedInOneLine(() => DescriptorString.Parse(text).GetDouble("cutoff"), says);

    [Fact]
    public void Refuses_wrong_flags() =>
        RefusedInOneLine(() => DescriptorString.Parse("soap average=maybe").GetBool("average", false), "average", "maybe", "T or F");

    [Fact]
    public void Nesting_without_end_takes_no_time()
    {
        string braces = new('{', 500_000);
        DescriptorString soap = DescriptorString.Parse($"soap a={braces}{braces.Replace('{', '}')}");
        Assert.Equal([], soap.GetDoubleList("a")!);
    }

    private static void RefusedInOneLine(Action action, params string[] says)
    {
        GapException refusal = Assert.Throws<GapException>(action);
        Assert.Equal(GapErrorKind.Format, refusal.Kind);
        Assert.DoesNotContain('\n', refusal.Message);
        foreach (string part in says)
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }
}
