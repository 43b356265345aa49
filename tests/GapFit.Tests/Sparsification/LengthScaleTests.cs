using GapCore;
using GapFit.Options;
using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>theta from its four rules.</summary>
public sealed class LengthScaleTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly MemorySource _source = new([[1, 5, 2], [4, 5, 2.5], [2, 5, -1], [1, 5, 2]], blockSize: 2);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_dot_product_has_none()
    {
        Assert.Empty(Of(LengthScaleRule.None));
        Assert.Equal(0, _source.Scans);
    }

    [Fact]
    public void Uniform_is_the_same_for_all()
    {
        Assert.Equal([1.5, 1.5, 1.5], Of(LengthScaleRule.Uniform, 1.5));
        Assert.Equal(0, _source.Scans);
    }

    [Fact]
    public void Factors_multiply_the_ranges_and_a_range_of_nothing_counts_as_one()
    {
        Assert.Equal([1.5, 1, 1.75], Of(LengthScaleRule.Factor, 0.5));
        Assert.Equal(1, _source.Scans);
        Assert.Equal([3, 1, 0.35], Of(LengthScaleRule.Factor, 1, 2, 0.1), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void A_file_has_one_number_per_component()
    {
        File.WriteAllText(_file, "1.5 2d0 .25\n");
        Assert.Equal([1.5, 2, 0.25], Of(LengthScaleRule.File));
    }

    [Theory]
    [InlineData("1 2", "theta_file of gap entry 2 (angle_3b) has 2 numbers, expected 3")]
    [InlineData("1 2 0", "has 0, expected positive numbers")]
    [InlineData("1 2 theta", "has \"theta\", expected a finite real number")]
    public void Files_that_cannot_be_used(string text, string expected)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(expected, Assert.Throws<GapException>(() => Of(LengthScaleRule.File)).Message);
    }

    [Theory]
    [InlineData(LengthScaleRule.Uniform, new[] { 1.0, 2.0, 3.0 }, "theta_uniform of gap entry 2 (angle_3b) has 3 values, expected 1")]
    [InlineData(LengthScaleRule.Uniform, new[] { -1.0 }, "has -1, expected positive")]
    [InlineData(LengthScaleRule.Factor, new[] { 1.0, 2.0 }, "theta_fac of gap entry 2 (angle_3b) has 2 values, expected 1 or 3")]
    public void Values_that_cannot_be_used(LengthScaleRule rule, double[] values, string expected) =>
        Assert.Contains(expected, Assert.Throws<GapException>(() => Of(rule, values)).Message);

    [Fact]
    public void What_is_not_finite_is_named()
    {
        MemorySource source = new([[1, 2], [1, double.NaN]]);
        CoordinateOptions coordinate = Given.Coordinate(SparseMethod.Random, 1) with
        {
            LengthScaleRule = LengthScaleRule.Factor,
            LengthScaleValues = [1],
        };
        Assert.Contains("descriptor instance 2 (frame 1) has component 2 = NaN",
            Assert.Throws<GapException>(() => LengthScales.Of(coordinate, source)).Message);
    }

    private double[] Of(LengthScaleRule rule, params double[] values) => LengthScales.Of(
        Given.Coordinate(SparseMethod.Random, 1) with { LengthScaleRule = rule, LengthScaleValues = values, LengthScaleFile = _file }, _source);
}
