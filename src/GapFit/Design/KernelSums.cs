using GapCore.Numerics;
using GapFit.LinearAlgebra;

namespace GapFit.Design;

/// <summary>
/// v = sum_s alpha_s fs_s k(x, s) and dv/dx for the weights of several fits and some vectors x at a time: one matrix product with the sparse
/// points for all fits, and one back for each. One per thread.
/// </summary>
internal sealed class KernelSums
{
    private readonly FitColumns _columns;
    private readonly double[] _weights;
    private readonly double[] _products;
    private readonly double[] _slopes;
    private readonly double[] _coefficients;
    private readonly double[] _metric;

    /// <param name="set">Columns and weights.</param>
    /// <param name="most">Most vectors at a time.</param>
    internal KernelSums(WeightedColumns set, int most)
    {
        _columns = set.Columns;
        Fits = set.Fits;
        _weights = [.. set.Weights.Select((weight, i) => weight * _columns.Cutoffs[i % _columns.Count])];
        _products = new double[_columns.Count * most];
        _slopes = new double[_columns.Count * most];
        _coefficients = new double[_columns.Count * most];
        _metric = new double[_columns.Stride];
    }

    /// <summary>Numbers of the fits.</summary>
    internal int[] Fits { get; }

    /// <summary>Sums of some vectors, and their gradients if wanted.</summary>
    /// <param name="x">Vectors, in rows of the columns' stride.</param>
    /// <param name="count">How many.</param>
    /// <param name="sums">v of vector b and fit f at f * count + b.</param>
    /// <param name="gradients">dv/dx likewise, in rows of the stride; empty: not wanted.</param>
    internal void Evaluate(ReadOnlySpan<double> x, int count, Span<double> sums, Span<double> gradients)
    {
        int points = _columns.Count, stride = _columns.Stride;
        Lapack.Dgemm('T', 'N', points, count, stride, 1, _columns.Metric, stride, x, stride, 0, _products, points);
        for (int b = 0; b < count; b++)
            Covariances(x.Slice(b * stride, stride), b * points);
        Lapack.Dgemm('T', 'N', count, Fits.Length, points, 1, _products, points, _weights, points, 0, sums, count);
        if (gradients.IsEmpty)
            return;
        for (int fit = 0; fit < Fits.Length; fit++)
            Gradients(fit, x, count, gradients.Slice(fit * count * stride, count * stride));
    }

    /// <summary>Puts k in the place of the products of a vector, and w beside them.</summary>
    private void Covariances(ReadOnlySpan<double> x, int first)
    {
        double own = 0;
        for (int k = 0; k < _columns.InverseSquaredLengths.Length && _columns.Kernel.IsRadial; k++)
            own += x[k] * x[k] * _columns.InverseSquaredLengths[k];
        for (int s = 0; s < _columns.Count; s++)
            _products[first + s] = _columns.Kernel.Evaluate(_products[first + s], Square(x, s, own, _products[first + s]), out _slopes[first + s]);
    }

    /// <summary>|x - s|^2 in the metric: of few components without the cancellation of squares.</summary>
    private double Square(ReadOnlySpan<double> x, int s, double own, double product)
    {
        if (!_columns.Kernel.IsRadial)
            return 0;
        if (_columns.IsLong)
            return Math.Max(0, own + _columns.Squares[s] - 2 * product);
        double square = 0;
        for (int k = 0; k < _columns.InverseSquaredLengths.Length; k++)
        {
            double difference = x[k] - _columns.Points[s * _columns.Stride + k];
            square += difference * difference * _columns.InverseSquaredLengths[k];
        }

        return square;
    }

    /// <summary>sum_s alpha_s fs_s w_s (s - x [distance kernels only]) in the metric, of a fit at every vector.</summary>
    private void Gradients(int fit, ReadOnlySpan<double> x, int count, Span<double> gradients)
    {
        int points = _columns.Count, stride = _columns.Stride;
        ReadOnlySpan<double> weights = _weights.AsSpan(fit * points, points);
        for (int b = 0; b < count; b++)
            for (int s = 0; s < points; s++)
                _coefficients[b * points + s] = weights[s] * _slopes[b * points + s];
        Lapack.Dgemm('N', 'N', stride, count, points, 1, _columns.Metric, stride, _coefficients, points, 0, gradients, stride);
        for (int b = 0; b < count && _columns.Kernel.IsRadial; b++)
            SubtractSelf(x.Slice(b * stride, stride), _coefficients.AsSpan(b * points, points), gradients.Slice(b * stride, stride));
    }

    private void SubtractSelf(ReadOnlySpan<double> x, ReadOnlySpan<double> coefficients, Span<double> gradient)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
            sum += coefficient;
        for (int k = 0; k < _columns.InverseSquaredLengths.Length; k++)
            _metric[k] = x[k] * _columns.InverseSquaredLengths[k];
        VectorProduct.AddScaled(_metric, -sum, gradient);
    }
}
