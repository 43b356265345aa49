using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>
/// Density of one element: its spline, or A (r_c - r)^3 with A by least squares to the table and r_c the last knot. Zero beyond r_c.
/// </summary>
internal sealed class GlueDensity
{
    private readonly CubicSpline? _spline;
    private readonly double _amplitude;

    internal GlueDensity(GlueTypeDefinition type)
    {
        SplineTable table = type.Density;
        CubicSpline spline = new(table.Knots, table.Values, table.StartSlope, table.EndSlope);
        Cutoff = spline.LastKnot;
        if (type.DensityUsesSpline)
        {
            _spline = spline;
            return;
        }

        double product = 0, square = 0;
        for (int i = 0; i < table.Knots.Length; i++)
        {
            double cube = Math.Pow(Cutoff - table.Knots[i], 3);
            product += cube * table.Values[i];
            square += cube * cube;
        }

        _amplitude = square > 0 ? product / square : 0;
    }

    internal double Cutoff { get; }

    internal double Evaluate(double r, out double slope)
    {
        slope = 0;
        if (r >= Cutoff)
            return 0;
        if (_spline is not null)
            return _spline.Evaluate(r, out slope);
        double distance = Cutoff - r;
        slope = -3 * _amplitude * distance * distance;
        return _amplitude * distance * distance * distance;
    }
}
