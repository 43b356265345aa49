using System.Runtime.InteropServices;

namespace GapCore.Numerics;

/// <summary>
/// Many functions of one variable on [0, end], tabulated as quintic Hermite splines on a common uniform grid: value, first and second
/// derivative agree with the function at every node, the error between nodes is h^6 max|f^(6)|/46080. The step is shortened until the
/// error measured at interval midpoints is below a bound.
/// </summary>
public sealed class HermiteTable
{
    /// <summary>Tables beyond this size are refused.</summary>
    private const long MaxBytes = 256L << 20;

    /// <summary>Largest error accepted where rounding in the functions themselves keeps a finer table from being better.</summary>
    private const double RoundingLimit = 1e-10;

    private readonly AlignedArray _nodes;
    private readonly double _step;
    private readonly int _intervals;
    private readonly int _stride;

    private HermiteTable(AlignedArray nodes, double step, int intervals, int count, int stride, double error)
    {
        _nodes = nodes;
        _step = step;
        _intervals = intervals;
        Count = count;
        _stride = stride;
        MidpointError = error;
    }

    /// <summary>Evaluates all functions at x: values, first and second derivatives, each of length Count.</summary>
    public delegate void Functions(double x, Span<double> values, Span<double> first, Span<double> second);

    /// <summary>Number of functions.</summary>
    public int Count { get; }

    /// <summary>Largest absolute deviation from the functions seen at interval midpoints.</summary>
    public double MidpointError { get; }

    /// <summary>Distance between nodes.</summary>
    public double Step => _step;

    /// <summary>Bytes held.</summary>
    public long Bytes => (long)_nodes.Length * sizeof(double);

    /// <param name="functions">The exact functions.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="end">Upper end of the range.</param>
    /// <param name="step">First step to try.</param>
    /// <param name="tolerance">Bound on the absolute error at midpoints.</param>
    /// <exception cref="GapException">Unsupported: the table would be too large.</exception>
    public static HermiteTable Build(Functions functions, int count, double end, double step, double tolerance)
    {
        double intervals = Math.Max(4, Math.Ceiling(end / step));
        double before = double.PositiveInfinity;
        for (; intervals * 3 * Simd.Pad(count) * sizeof(double) <= MaxBytes; intervals = Math.Ceiling(1.2 * intervals))
        {
            HermiteTable table = Tabulate(functions, count, end, (int)intervals);
            bool stagnates = table.MidpointError > before / 1.5;
            if (table.MidpointError <= tolerance || (stagnates && table.MidpointError <= RoundingLimit))
                return table;
            before = table.MidpointError;
        }

        throw new GapException(GapErrorKind.Unsupported, $"table of {count} functions over {end} A needs more than {MaxBytes >> 20} MiB for an "
            + $"error of {tolerance:g1} (reached {before:g2}), expected smoother or fewer functions");
    }

    /// <summary>Length of a row that <see cref="Evaluate{T}"/> fills: Count padded to whole vectors.</summary>
    internal int RowLength => _stride;

    /// <summary>
    /// f_i(x) = scale spline_i(x) for all functions at x in [0, end] into values, and its derivative with the scale's own into derivatives
    /// if that is not empty. Rows of <see cref="RowLength"/>.
    /// </summary>
    internal void Evaluate<T>(double x, double scale, double scaleDerivative, Span<double> values, Span<double> derivatives)
        where T : struct, ISimdDouble<T>
    {
        double position = x / _step;
        int interval = Math.Min((int)position, _intervals - 1);
        double t = position - interval;
        ReadOnlySpan<double> nodes = _nodes.AsSpan(interval * 3 * _stride, 6 * _stride);
        Span<double> weights = stackalloc double[6];
        ValueWeights(t, _step, weights);
        if (derivatives.IsEmpty)
        {
            foreach (ref double weight in weights)
                weight *= scale;
            Combine<T>(nodes, weights, values);
            return;
        }

        Span<double> slopes = stackalloc double[6];
        SlopeWeights(t, _step, slopes);
        for (int i = 0; i < 6; i++)
        {
            slopes[i] = scale * slopes[i] + scaleDerivative * weights[i];
            weights[i] *= scale;
        }

        Combine<T>(nodes, weights, slopes, values, derivatives);
    }

    /// <summary>Quintic Hermite basis at t of the left and right node's value, slope and curvature.</summary>
    private static void ValueWeights(double t, double h, Span<double> w)
    {
        double u = 1 - t;
        double t3 = t * t * t, u3 = u * u * u;
        w[0] = u3 * (1 + 3 * t + 6 * t * t);
        w[1] = h * u3 * t * (1 + 3 * t);
        w[2] = 0.5 * h * h * u3 * t * t;
        w[3] = t3 * (1 + 3 * u + 6 * u * u);
        w[4] = -h * t3 * u * (1 + 3 * u);
        w[5] = 0.5 * h * h * t3 * u * u;
    }

    /// <summary>Derivatives of the basis with respect to x.</summary>
    private static void SlopeWeights(double t, double h, Span<double> w)
    {
        double u = 1 - t;
        double t2 = t * t, u2 = u * u;
        w[0] = -30 * t2 * u2 / h;
        w[1] = u2 * (1 + 5 * t) * (1 - 3 * t);
        w[2] = 0.5 * h * u2 * t * (2 - 5 * t);
        w[3] = -w[0];
        w[4] = t2 * (1 + 5 * u) * (1 - 3 * u);
        w[5] = -0.5 * h * t2 * u * (2 - 5 * u);
    }

    private void Combine<T>(ReadOnlySpan<double> nodes, ReadOnlySpan<double> weights, Span<double> target)
        where T : struct, ISimdDouble<T>
    {
        ref double node = ref MemoryMarshal.GetReference(nodes);
        ref double result = ref MemoryMarshal.GetReference(target);
        T w0 = T.Broadcast(weights[0]), w1 = T.Broadcast(weights[1]), w2 = T.Broadcast(weights[2]);
        T w3 = T.Broadcast(weights[3]), w4 = T.Broadcast(weights[4]), w5 = T.Broadcast(weights[5]);
        for (int i = 0; i < _stride; i += T.Width)
        {
            T left = T.MultiplyAdd(w2, T.Load(ref node, 2 * _stride + i),
                T.MultiplyAdd(w1, T.Load(ref node, _stride + i), w0 * T.Load(ref node, i)));
            T right = T.MultiplyAdd(w5, T.Load(ref node, 5 * _stride + i),
                T.MultiplyAdd(w4, T.Load(ref node, 4 * _stride + i), w3 * T.Load(ref node, 3 * _stride + i)));
            T.Store(left + right, ref result, i);
        }
    }

    /// <summary>Both sums in one pass over the nodes, which come from the second-level cache.</summary>
    private void Combine<T>(ReadOnlySpan<double> nodes, ReadOnlySpan<double> weights, ReadOnlySpan<double> slopes, Span<double> values,
        Span<double> derivatives)
        where T : struct, ISimdDouble<T>
    {
        ref double node = ref MemoryMarshal.GetReference(nodes);
        ref double value = ref MemoryMarshal.GetReference(values);
        ref double derivative = ref MemoryMarshal.GetReference(derivatives);
        T w0 = T.Broadcast(weights[0]), w1 = T.Broadcast(weights[1]), w2 = T.Broadcast(weights[2]);
        T w3 = T.Broadcast(weights[3]), w4 = T.Broadcast(weights[4]), w5 = T.Broadcast(weights[5]);
        T d0 = T.Broadcast(slopes[0]), d1 = T.Broadcast(slopes[1]), d2 = T.Broadcast(slopes[2]);
        T d3 = T.Broadcast(slopes[3]), d4 = T.Broadcast(slopes[4]), d5 = T.Broadcast(slopes[5]);
        for (int i = 0; i < _stride; i += T.Width)
        {
            T n0 = T.Load(ref node, i), n1 = T.Load(ref node, _stride + i), n2 = T.Load(ref node, 2 * _stride + i);
            T n3 = T.Load(ref node, 3 * _stride + i), n4 = T.Load(ref node, 4 * _stride + i), n5 = T.Load(ref node, 5 * _stride + i);
            T left = T.MultiplyAdd(w2, n2, T.MultiplyAdd(w1, n1, w0 * n0));
            T right = T.MultiplyAdd(w5, n5, T.MultiplyAdd(w4, n4, w3 * n3));
            T.Store(left + right, ref value, i);
            left = T.MultiplyAdd(d2, n2, T.MultiplyAdd(d1, n1, d0 * n0));
            right = T.MultiplyAdd(d5, n5, T.MultiplyAdd(d4, n4, d3 * n3));
            T.Store(left + right, ref derivative, i);
        }
    }

    private static HermiteTable Tabulate(Functions functions, int count, double end, int intervals)
    {
        int stride = Simd.Pad(count);
        double step = end / intervals;
        var nodes = new AlignedArray((intervals + 1) * 3 * stride);
        for (int node = 0; node <= intervals; node++)
        {
            Span<double> at = nodes.AsSpan(node * 3 * stride, 3 * stride);
            functions(node * step, at[..count], at.Slice(stride, count), at.Slice(2 * stride, count));
        }

        HermiteTable table = new(nodes, step, intervals, count, stride, 0);
        double[] exact = new double[3 * count];
        double[] spline = new double[stride];
        double error = 0;
        int every = Math.Max(1, intervals / 200);
        for (int interval = 0; interval < intervals; interval += every)
        {
            double x = (interval + 0.5) * step;
            functions(x, exact.AsSpan(0, count), exact.AsSpan(count, count), exact.AsSpan(2 * count, count));
            table.Evaluate<SimdScalar>(x, 1.0, 0.0, spline, []);
            for (int i = 0; i < count; i++)
                error = Math.Max(error, Math.Abs(exact[i] - spline[i]));
        }

        return new HermiteTable(nodes, step, intervals, count, stride, error);
    }
}
