using GapCore.Potentials;

namespace GapCore.Tests.Conformance;

/// <summary>A two-element core potential with repulsive pairs and a smooth embedding.</summary>
internal static class SyntheticGlue
{
    private const double NaturalSpline = 1e30;

    public static GlueDefinition Create(bool densityUsesSpline) => new(
        [Type(14, 1, 3.4, densityUsesSpline), Type(6, 2, 3.0, densityUsesSpline)],
        [new(1, 1, Pair(3.0, 2.0)), new(1, 2, Pair(2.7, 1.5)), new(2, 2, Pair(2.4, 1.0))]);

    private static GlueTypeDefinition Type(int number, int type, double range, bool spline) =>
        new(number, type, Density(range), spline, Embedding());

    /// <summary>Density, zero with zero slope at the range.</summary>
    private static SplineTable Density(double range)
    {
        double[] knots = [.. Enumerable.Range(0, 8).Select(k => 1.0 + k * (range - 1.0) / 7)];
        return new SplineTable(knots, [.. knots.Select(r => 0.04 * Math.Pow(range - r, 3) * (1 + 0.1 * r))], -0.5, 0);
    }

    private static SplineTable Embedding()
    {
        double[] knots = [.. Enumerable.Range(0, 12).Select(k => 0.5 * k)];
        return new SplineTable(knots, [.. knots.Select(rho => -0.3 * Math.Sqrt(rho + 0.1))], NaturalSpline, NaturalSpline);
    }

    private static SplineTable Pair(double range, double strength)
    {
        double[] knots = [.. Enumerable.Range(0, 7).Select(k => 1.2 + k * (range - 1.2) / 6)];
        return new SplineTable(knots, [.. knots.Select(r => strength * Math.Pow(range - r, 3))], -8, 0);
    }
}
