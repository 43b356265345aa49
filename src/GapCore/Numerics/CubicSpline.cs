namespace GapCore.Numerics;

/// <summary>
/// Classical cubic spline through knots with given end slopes, or natural where a slope exceeds 0.99e30: second derivatives from the
/// tridiagonal system. Below the first knot it continues as a straight line with the start slope.
/// </summary>
public sealed class CubicSpline
{
    private const double NaturalSlope = 0.99e30;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _second;
    private readonly double _slopeBelow;

    /// <param name="x">Knots, strictly ascending, at least two.</param>
    /// <param name="y">Values.</param>
    /// <param name="startSlope">dy/dx at the first knot, or above 0.99e30 for a natural end.</param>
    /// <param name="endSlope">dy/dx at the last knot, likewise.</param>
    public CubicSpline(double[] x, double[] y, double startSlope, double endSlope)
    {
        if (x.Length != y.Length || x.Length < 2)
            throw new GapException(GapErrorKind.Format, $"spline has {x.Length} knots and {y.Length} values, expected at least 2 of each");
        for (int i = 1; i < x.Length; i++)
            if (!(x[i] > x[i - 1]))
                throw new GapException(GapErrorKind.Format, $"spline knot {i + 1} is {x[i]}, expected more than the one before ({x[i - 1]})");
        _x = x;
        _y = y;
        _second = SecondDerivatives(x, y, startSlope, endSlope);
        _slopeBelow = startSlope;
        if (startSlope > NaturalSlope)
            Evaluate(x[0], out _slopeBelow);
    }

    public double FirstKnot => _x[0];

    public double LastKnot => _x[^1];

    /// <summary>Value and derivative; beyond the last knot the last polynomial continues.</summary>
    public double Evaluate(double x, out double derivative)
    {
        if (x < _x[0])
        {
            derivative = _slopeBelow;
            return _y[0] + _slopeBelow * (x - _x[0]);
        }

        int upper = Array.BinarySearch(_x, x);
        upper = Math.Clamp(upper >= 0 ? upper + 1 : ~upper, 1, _x.Length - 1);
        int lower = upper - 1;
        double h = _x[upper] - _x[lower];
        double a = (_x[upper] - x) / h;
        double b = (x - _x[lower]) / h;
        double s0 = _second[lower], s1 = _second[upper];
        derivative = (_y[upper] - _y[lower]) / h + h / 6 * ((1 - 3 * a * a) * s0 + (3 * b * b - 1) * s1);
        return a * _y[lower] + b * _y[upper] + h * h / 6 * ((a * a * a - a) * s0 + (b * b * b - b) * s1);
    }

    private static double[] SecondDerivatives(double[] x, double[] y, double startSlope, double endSlope)
    {
        int n = x.Length;
        double[] diagonal = new double[n], upper = new double[n], right = new double[n];
        if (startSlope > NaturalSlope)
        {
            diagonal[0] = 1;
        }
        else
        {
            double h = x[1] - x[0];
            diagonal[0] = h / 3;
            upper[0] = h / 6;
            right[0] = (y[1] - y[0]) / h - startSlope;
        }

        for (int i = 1; i < n; i++)
        {
            double before = x[i] - x[i - 1];
            double lower, own;
            if (i < n - 1)
            {
                double after = x[i + 1] - x[i];
                (lower, own) = (before / 6, (before + after) / 3);
                upper[i] = after / 6;
                right[i] = (y[i + 1] - y[i]) / after - (y[i] - y[i - 1]) / before;
            }
            else if (endSlope > NaturalSlope)
            {
                (lower, own) = (0, 1);
            }
            else
            {
                (lower, own) = (before / 6, before / 3);
                right[i] = endSlope - (y[i] - y[i - 1]) / before;
            }

            double factor = lower / diagonal[i - 1];
            diagonal[i] = own - factor * upper[i - 1];
            right[i] -= factor * right[i - 1];
        }

        double[] second = right;
        second[n - 1] /= diagonal[n - 1];
        for (int i = n - 2; i >= 0; i--)
            second[i] = (right[i] - upper[i] * second[i + 1]) / diagonal[i];
        return second;
    }
}
