namespace GapCore.Tests.Reference;

/// <summary>
/// The equispaced Gaussian radial basis of gap-math 3.1 and 3.2. The overlap integrals are done by quadrature, not by their closed form.
/// </summary>
internal sealed class ReferenceRadialBasis
{
    private readonly double _exponent;
    private readonly double[] _grid;
    private readonly double[,] _transformation;
    private readonly double[,] _factor;

    public ReferenceRadialBasis(int count, double cutoff, double sigma, double errorExponent)
    {
        _exponent = 1 / (2 * sigma * sigma);
        double range = cutoff + sigma * Math.Sqrt(2 * errorExponent * Math.Log(10));
        _grid = [.. Enumerable.Range(0, count).Select(k => k * range / count)];
        double[,] values = new double[count, count];
        double[,] overlap = new double[count, count];
        for (int j = 0; j < count; j++)
            for (int k = 0; k < count; k++)
            {
                (double a, double b) = (_grid[j], _grid[k]);
                values[j, k] = Gaussian(a - b);
                overlap[j, k] = Quadrature.Integrate(r => Gaussian(r - a) * Gaussian(r - b) * r * r, 0, range + 10 * sigma, 120);
            }

        _factor = DenseMatrix.Cholesky(overlap);
        _transformation = DenseMatrix.Solve(values, _factor);
    }

    /// <summary>sum_k h_l(r_k) T_kn with h_l(r_k) = exp(-a (r^2 + r_k^2)) i_l(2 a r r_k), for every n.</summary>
    public double[] Expand(int l, double r)
    {
        double[] coefficients = new double[_grid.Length];
        for (int k = 0; k < _grid.Length; k++)
        {
            double value = Gaussian(r - _grid[k]) * ReferenceBessel.Scaled(l, 2 * _exponent * r * _grid[k]);
            for (int n = 0; n < coefficients.Length; n++)
                coefficients[n] += value * _transformation[k, n];
        }

        return coefficients;
    }

    /// <summary>Coefficient of the density at the origin: L_{1n}.</summary>
    public double AtOrigin(int n) => _factor[0, n];

    private double Gaussian(double distance) => Math.Exp(-_exponent * distance * distance);
}
