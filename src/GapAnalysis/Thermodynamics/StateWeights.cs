using GapCore;
using MathNet.Numerics.LinearAlgebra;
using static System.FormattableString;

namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Solves, for bins or samples j with energies V_j and weights h_j, and temperatures k with M_k independent samples,
/// <code>Omega_j = h_j / sum_k M_k exp(f_k - beta_k V_j),   exp(-f_k) = sum_j Omega_j exp(-beta_k V_j),   f_0 = 0</code>
/// first by iterating the equations, then by Newton's method on the convex function of which they are the stationary point (Shirts and
/// Chodera 2008, doi 10.1063/1.2978177, appendix C).
/// </summary>
internal sealed class StateWeights
{
    /// <summary>Largest last change of any f_k.</summary>
    internal const double Tolerance = 1e-10;

    private const int MostIterations = 1000;

    /// <summary>Plain iterations before the first step of Newton.</summary>
    private const int PlainIterations = 5;

    private const double SmallestPart = 1e-3;

    private readonly double[] _energies;
    private readonly double[] _weights;
    private readonly double[] _betas;
    private readonly double[] _counts;
    private readonly double[] _logCounts;
    private readonly double[] _expected;
    private readonly Matrix<double> _overlap;

    private StateWeights(double[] energies, double[] weights, double[] betas, double[] counts)
    {
        _energies = energies;
        _weights = weights;
        _betas = betas;
        _counts = counts;
        _logCounts = Array.ConvertAll(counts, Math.Log);
        _expected = new double[betas.Length];
        _overlap = Matrix<double>.Build.Dense(betas.Length, betas.Length);
        LogDensity = new double[energies.Length];
    }

    /// <summary>ln Omega_j.</summary>
    internal double[] LogDensity { get; }

    /// <summary>f_k = -ln(Z_k/Z_0).</summary>
    internal double[] FreeEnergies { get; private set; } = [];

    internal int Iterations { get; private set; }

    /// <param name="energies">V_j, dimensionless with beta.</param>
    /// <param name="weights">h_j, positive.</param>
    /// <param name="betas">beta_k.</param>
    /// <param name="counts">M_k; their sum is that of the weights.</param>
    /// <param name="start">f_k to begin with.</param>
    /// <exception cref="GapException">Numeric: no convergence.</exception>
    internal static StateWeights Solve(double[] energies, double[] weights, double[] betas, double[] counts, double[] start)
    {
        var solution = new StateWeights(energies, weights, betas, counts);
        solution.Iterate(start);
        return solution;
    }

    private void Iterate(double[] free)
    {
        double residual = Expect(free), change;
        do
        {
            if (Iterations++ == MostIterations)
                throw new GapException(GapErrorKind.Numeric, Invariant(
                    $"free energies change by more than {Tolerance} after {MostIterations} iterations, expected neighbouring temperatures to overlap"));
            double[]? step = Iterations > PlainIterations || free.Length == 1 ? NewtonStep() : null;
            change = step is null ? double.PositiveInfinity : step.Max(Math.Abs);
            if (change <= Tolerance)
                free = Moved(free, step!, 1);
            else if (step is null || !Descend(ref free, ref residual, step))
                (free, residual) = Plain(free);
        }
        while (change > Tolerance);

        FreeEnergies = free;
        Expect(free);
    }

    /// <summary>
    /// Goes as far along Newton's step as the residual falls: along it all its components shrink alike at first, but where few samples connect
    /// temperatures the whole step leads astray. False if it does not fall; then nothing has changed.
    /// </summary>
    private bool Descend(ref double[] free, ref double residual, double[] step)
    {
        for (double part = 1; part >= SmallestPart; part /= 2)
        {
            double[] next = Moved(free, step, part);
            double reached = Expect(next);
            if (reached < residual)
            {
                (free, residual) = (next, reached);
                return true;
            }
        }

        Expect(free);
        return false;
    }

    /// <summary>A pass of the equations.</summary>
    private (double[] Free, double Residual) Plain(double[] free)
    {
        double[] next =
            [.. free.Select((value, k) => value - Math.Log(_expected[k] / _counts[k]) + Math.Log(_expected[0] / _counts[0]))];
        return (next, Expect(next));
    }

    private static double[] Moved(double[] free, double[] step, double part) => [.. free.Zip(step, (value, change) => value + part * change)];

    /// <summary>The numbers of samples that f expects at each temperature; gives their largest relative deviation from M_k.</summary>
    private double Expect(double[] free)
    {
        int states = free.Length;
        Array.Clear(_expected);
        _overlap.Clear();
        double[] overlap = _overlap.AsColumnMajorArray();
        Span<double> probability = states <= 256 ? stackalloc double[states] : new double[states];
        for (int j = 0; j < _energies.Length; j++)
        {
            double largest = double.NegativeInfinity;
            for (int k = 0; k < states; k++)
            {
                probability[k] = free[k] - _betas[k] * _energies[j] + _logCounts[k];
                largest = Math.Max(largest, probability[k]);
            }

            double sum = 0;
            for (int k = 0; k < states; k++)
                sum += probability[k] = Math.Exp(probability[k] - largest);
            LogDensity[j] = Math.Log(_weights[j] / sum) - largest;
            for (int k = 0; k < states; k++)
                probability[k] /= sum;
            for (int k = 0; k < states; k++)
            {
                double share = _weights[j] * probability[k];
                _expected[k] += share;
                for (int l = 0; l <= k; l++)
                    overlap[l * states + k] += share * probability[l];
            }
        }

        double residual = 0;
        for (int k = 0; k < states; k++)
            residual = Math.Max(residual, Math.Abs(_expected[k] / _counts[k] - 1));
        return residual;
    }

    /// <summary>What f should change by, f_0 by nothing; null where the matrix is not positive definite to rounding.</summary>
    private double[]? NewtonStep()
    {
        int others = _counts.Length - 1;
        if (others == 0)
            return [0];
        Matrix<double> hessian = Matrix<double>.Build.Dense(others, others, (k, l) =>
            (k == l ? _expected[k + 1] : 0) - (k >= l ? _overlap[k + 1, l + 1] : _overlap[l + 1, k + 1]));
        Vector<double> missing = Vector<double>.Build.Dense(others, k => _counts[k + 1] - _expected[k + 1]);
        try
        {
            Vector<double> step = hessian.Cholesky().Solve(missing);
            return step.All(double.IsFinite) ? [0, .. step] : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
