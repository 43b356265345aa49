using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Numerics;

/// <summary>Cubic splines against the dense reference, with every kind of end.</summary>
public sealed class CubicSplineTests
{
    private const double Natural = 1e30;
    private static readonly double[] Knots = [0.9, 1.3, 1.5, 2.4, 3.0, 3.1];
    private static readonly double[] Values = [4.0, 2.5, 1.9, 0.3, -0.2, 0.0];

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(-6.0, 1.5)]
    [InlineData(Natural, 0.4)]
    [InlineData(-3.0, Natural)]
    [InlineData(Natural, Natural)]
    public void Equal_the_reference(double startSlope, double endSlope)
    {
        CubicSpline spline = new(Knots, Values, startSlope, endSlope);
        ReferenceSpline reference = new(new SplineTable(Knots, Values, startSlope, endSlope));
        for (double x = 0.5; x < 3.1; x += 0.0173)
        {
            double value = spline.Evaluate(x, out double slope);
            Close.Equal(reference.Value(x), value, 1e-12, $"spline at {x}");
            Close.Equal(Derivative.AtZero(t => spline.Evaluate(x + t, out _), 1e-4), slope, 1e-6, $"slope at {x}");
        }
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(-6.0, 1.5)]
    public void Pass_through_the_knots_with_the_given_end_slopes(double startSlope, double endSlope)
    {
        CubicSpline spline = new(Knots, Values, startSlope, endSlope);
        for (int i = 0; i < Knots.Length; i++)
            Close.Equal(Values[i], spline.Evaluate(Knots[i], out _), 1e-14, $"knot {i}");
        spline.Evaluate(Knots[0], out double start);
        spline.Evaluate(Knots[^1], out double end);
        Close.Equal(startSlope, start, 1e-12, "start slope");
        Close.Equal(endSlope, end, 1e-12, "end slope");
    }

    [Fact]
    public void Refuse_knots_that_do_not_ascend() =>
        Assert.Equal(GapErrorKind.Format, Assert.Throws<GapException>(() => new CubicSpline([1, 2, 2], [0, 0, 0], 0, 0)).Kind);
}
