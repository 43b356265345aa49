using GapCore.Potentials;

namespace GapCore.Tests.Reference;

/// <summary>Classical cubic spline with given end slopes (above 0.99e30: natural), continued below its first knot by the tangent.</summary>
internal sealed class ReferenceSpline
{
    private const double Natural = 0.99e30;
    private readonly SplineTable _table;
    private readonly double[,] _second;

    public ReferenceSpline(SplineTable table)
    {
        _table = table;
        (double[] x, double[] y) = (table.Knots, table.Values);
        int n = x.Length;
        double[,] matrix = new double[n, n];
        double[,] right = new double[n, 1];
        for (int i = 1; i < n - 1; i++)
        {
            (double before, double after) = (x[i] - x[i - 1], x[i + 1] - x[i]);
            (matrix[i, i - 1], matrix[i, i], matrix[i, i + 1]) = (before / 6, (before + after) / 3, after / 6);
            right[i, 0] = (y[i + 1] - y[i]) / after - (y[i] - y[i - 1]) / before;
        }

        EndCondition(matrix, right, 0, 1, table.StartSlope, 1);
        EndCondition(matrix, right, n - 1, n - 2, table.EndSlope, -1);
        _second = DenseMatrix.Solve(matrix, right);
    }

    public double Last => _table.Knots[^1];

    private double StartSlope
    {
        get
        {
            double h = _table.Knots[1] - _table.Knots[0];
            return (_table.Values[1] - _table.Values[0]) / h - h * (2 * _second[0, 0] + _second[1, 0]) / 6;
        }
    }

    public double Value(double at)
    {
        (double[] x, double[] y) = (_table.Knots, _table.Values);
        if (at < x[0])
            return y[0] + (at - x[0]) * StartSlope;
        int k = 0;
        while (k < x.Length - 2 && at > x[k + 1])
            k++;
        double h = x[k + 1] - x[k];
        (double a, double b) = ((x[k + 1] - at) / h, (at - x[k]) / h);
        return a * y[k] + b * y[k + 1] + ((a * a * a - a) * _second[k, 0] + (b * b * b - b) * _second[k + 1, 0]) * h * h / 6;
    }

    /// <summary>Slope at an end: y' = dy/h -+ h (2 M_end + M_inner)/6; natural: M_end = 0.</summary>
    private void EndCondition(double[,] matrix, double[,] right, int end, int inner, double slope, int side)
    {
        matrix[end, end] = 1;
        if (slope > Natural)
            return;
        double h = Math.Abs(_table.Knots[inner] - _table.Knots[end]);
        double secant = (_table.Values[inner] - _table.Values[end]) / (_table.Knots[inner] - _table.Knots[end]);
        (matrix[end, end], matrix[end, inner], right[end, 0]) = (h / 3, h / 6, side * (secant - slope));
    }
}
