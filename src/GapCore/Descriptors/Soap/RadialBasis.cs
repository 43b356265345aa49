using GapCore.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace GapCore.Descriptors.Soap;

/// <summary>
/// Radial functions of SOAP on the equispaced Gaussian basis (gap-math 3.1 to 3.3): R_nl(r) = sum_k h_l(r; r_k) T_kn with
/// h_l = exp(-a (r^2 + r_k^2)) i_l(2 a r r_k), a = 1/(2 sigma^2), without the cutoff factor f(r). Immutable.
/// </summary>
public sealed class RadialBasis
{
    private readonly double[] _gridPoints;
    private readonly double[,] _transform;
    private readonly double _a;

    public RadialBasis(SoapParameters parameters)
    {
        NMax = parameters.NMax;
        LMax = parameters.LMax;
        _a = 1 / (2 * parameters.AtomSigma * parameters.AtomSigma);
        double end = parameters.Cutoff.Cutoff + parameters.AtomSigma * Math.Sqrt(2 * parameters.BasisErrorExponent * Math.Log(10));
        double step = end / NMax;
        _gridPoints = Enumerable.Range(0, NMax).Select(k => k * step).ToArray();
        Matrix<double> factor = Factor(Overlap(), "overlap");
        Matrix<double> values = Matrix<double>.Build.Dense(NMax, NMax,
            (j, k) => Math.Exp(-_a * (_gridPoints[j] - _gridPoints[k]) * (_gridPoints[j] - _gridPoints[k])));
        Factor(values, "grid");
        _transform = values.Cholesky().Solve(factor).ToArray();
        CentreCoefficient = factor[0, 0];
        Table = HermiteTable.Build(Evaluate, (LMax + 1) * NMax, parameters.Cutoff.Cutoff, 0.08 * parameters.AtomSigma, TableTolerance);
    }

    /// <summary>Bound on the error of the tabulated radial functions (measured at midpoints when the table is built).</summary>
    public const double TableTolerance = 4e-14;

    public int NMax { get; }

    public int LMax { get; }

    /// <summary>L_11: the coefficient of a Gaussian at the origin; all others vanish.</summary>
    public double CentreCoefficient { get; }

    /// <summary>The radial functions tabulated over the cutoff's range, function (l, n) at l * NMax + n.</summary>
    public HermiteTable Table { get; }

    /// <summary>Exact R_nl(r) with first and second derivatives, each (LMax + 1) NMax numbers with n fastest.</summary>
    public void Evaluate(double r, Span<double> values, Span<double> first, Span<double> second)
    {
        values.Clear();
        first.Clear();
        second.Clear();
        int orders = LMax + 3;
        Span<double> bessel = stackalloc double[orders];
        Span<double> slope = stackalloc double[orders];
        for (int k = 0; k < NMax; k++)
        {
            double grid = _gridPoints[k];
            double z = 2 * _a * r * grid;
            double gauss = Math.Exp(-_a * (r - grid) * (r - grid));
            ModifiedSphericalBessel.Scaled(z, bessel);

            // i_l' = (l i_{l-1} + (l+1) i_{l+1})/(2l+1), once more for i_l'': no cancellation at any z.
            for (int l = 0; l <= LMax + 1; l++)
                slope[l] = ((l > 0 ? l * bessel[l - 1] : 0) + (l + 1) * bessel[l + 1]) / (2 * l + 1);
            double u = -2 * _a * r, v = 2 * _a * grid;
            for (int l = 0; l <= LMax; l++)
            {
                double curvature = ((l > 0 ? l * slope[l - 1] : 0) + (l + 1) * slope[l + 1]) / (2 * l + 1);
                double h = gauss * bessel[l];
                double dh = gauss * (u * bessel[l] + v * slope[l]);
                double ddh = gauss * ((u * u - 2 * _a) * bessel[l] + 2 * u * v * slope[l] + v * v * curvature);
                for (int n = 0; n < NMax; n++)
                {
                    double t = _transform[k, n];
                    values[l * NMax + n] += h * t;
                    first[l * NMax + n] += dh * t;
                    second[l * NMax + n] += ddh * t;
                }
            }
        }
    }

    /// <summary>S_jk = int phi_j phi_k r^2 dr of the primitive Gaussians.</summary>
    private Matrix<double> Overlap() => Matrix<double>.Build.Dense(NMax, NMax, (j, k) =>
    {
        double rj = _gridPoints[j], rk = _gridPoints[k], sum = rj + rk, difference = rj - rk;
        double first = Math.Sqrt(2) * Math.Pow(_a, 1.5) * sum * Math.Exp(-_a * (rj * rj + rk * rk));
        double second = _a * Math.Sqrt(Math.PI) * (1 + _a * sum * sum) * Math.Exp(-_a * difference * difference / 2)
            * (1 + SpecialFunctions.Erf(Math.Sqrt(_a / 2) * sum));
        return (first + second) / Math.Sqrt(128 * Math.Pow(_a, 5));
    });

    private static Matrix<double> Factor(Matrix<double> matrix, string name)
    {
        try
        {
            return matrix.Cholesky().Factor;
        }
        catch (ArgumentException inner)
        {
            throw new GapException(GapErrorKind.Numeric, $"radial basis {name} matrix of {matrix.RowCount} functions is not positive definite, "
                + "expected fewer functions (n_max) or a smaller atom_sigma", inner);
        }
    }
}
