using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GapCore.Numerics;

/// <summary>
/// Many functions of one variable on [0, end], tabulated as quintic Hermite splines on a common uniform grid: value, first and second
/// derivative agree with the function at every node, the error between nodes is h^6 max|f^(6)|/46080. The step is halved until the
/// error measured at interval midpoints is below a bound.
/// </summary>
public sealed class HermiteTable
{
    /// <summary>Tables beyond this size are refused.</summary>
    private const long MaxBytes = 256L << 20;

    /// <summary>Largest error accepted where rounding in the functions themselves keeps a finer table from being better.</summary>
    private const double RoundingLimit = 1e-10;

    private readonly double[] _nodes;
    private readonly double _step;
    private readonly int _intervals;
    private readonly int _stride;

    private HermiteTable(double[] nodes, double step, int intervals, int count, int stride, double error)
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
    public long Bytes => _nodes.LongLength * sizeof(double);

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
        for (; intervals * 3 * Simd.Pad(count) * sizeof(double) <= MaxBytes; intervals *= 2)
        {
            HermiteTable table = Tabulate(functions, count, end, (int)intervals);
            bool stagnates = table.MidpointError > before / 8;
            if (table.MidpointError <= tolerance || (stagnates && table.MidpointError <= RoundingLimit))
                return table;
            before = table.MidpointError;
        }

        throw new GapException(GapErrorKind.Unsupported, $"table of {count} functions over {end} A needs more than {MaxBytes >> 20} MiB for an "
            + $"error of {tolerance:g1} (reached {before:g2}), expected smoother or fewer functions");
    }

    /// <summary>
    /// Values and derivatives of all functions at x in [0, end]: function number i goes to target[i * targetStride].
    /// </summary>
    public void Evaluate(double x, ref double values, ref double derivatives, int targetStride, double scale, double scaleDerivative)
    {
        // f = scale(x) * spline(x): the caller's factor and its derivative are folded into the twelve weights.
        double position = x / _step;
        int interval = Math.Min((int)position, _intervals - 1);
        double t = position - interval;
        double u = 1 - t;
        double t2 = t * t;
        double t3 = t2 * t;
        double u2 = u * u;
        double u3 = u2 * u;
        double h = _step;
        double v0 = u3 * (1 + 3 * t + 6 * t2);
        double v1 = h * u3 * t * (1 + 3 * t);
        double v2 = 0.5 * h * h * u3 * t2;
        double w0 = t3 * (1 + 3 * u + 6 * u2);
        double w1 = -h * t3 * u * (1 + 3 * u);
        double w2 = 0.5 * h * h * t3 * u2;
        double slope = 30 * t2 * u2 / h;
        double dv0 = -slope;
        double dv1 = u2 * (1 + 5 * t) * (1 - 3 * t);
        double dv2 = 0.5 * h * u2 * t * (2 - 5 * t);
        double dw0 = slope;
        double dw1 = t2 * (1 + 5 * u) * (1 - 3 * u);
        double dw2 = -0.5 * h * t2 * u * (2 - 5 * u);

        ref double left = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_nodes), (nint)interval * 3 * _stride);
        ref double right = ref Unsafe.Add(ref left, 3 * _stride);
        Combine(ref left, ref right, _stride, Count, ref values, ref derivatives, targetStride,
            scale, scaleDerivative, new Weights(v0, v1, v2, w0, w1, w2), new Weights(dv0, dv1, dv2, dw0, dw1, dw2));
    }

    private static void Combine(ref double left, ref double right, int stride, int count, ref double values, ref double derivatives,
        int targetStride, double scale, double scaleDerivative, in Weights value, in Weights slope)
    {
        double a0 = value.V0 * scale, a1 = value.V1 * scale, a2 = value.V2 * scale;
        double b0 = value.W0 * scale, b1 = value.W1 * scale, b2 = value.W2 * scale;
        double c0 = slope.V0 * scale + value.V0 * scaleDerivative;
        double c1 = slope.V1 * scale + value.V1 * scaleDerivative;
        double c2 = slope.V2 * scale + value.V2 * scaleDerivative;
        double d0 = slope.W0 * scale + value.W0 * scaleDerivative;
        double d1 = slope.W1 * scale + value.W1 * scaleDerivative;
        double d2 = slope.W2 * scale + value.W2 * scaleDerivative;
        for (int i = 0; i < count; i++)
        {
            double l0 = Unsafe.Add(ref left, i), l1 = Unsafe.Add(ref left, stride + i), l2 = Unsafe.Add(ref left, 2 * stride + i);
            double r0 = Unsafe.Add(ref right, i), r1 = Unsafe.Add(ref right, stride + i), r2 = Unsafe.Add(ref right, 2 * stride + i);
            Unsafe.Add(ref values, i * targetStride) = a0 * l0 + a1 * l1 + a2 * l2 + b0 * r0 + b1 * r1 + b2 * r2;
            Unsafe.Add(ref derivatives, i * targetStride) = c0 * l0 + c1 * l1 + c2 * l2 + d0 * r0 + d1 * r1 + d2 * r2;
        }
    }

    private static HermiteTable Tabulate(Functions functions, int count, double end, int intervals)
    {
        int stride = Simd.Pad(count);
        double step = end / intervals;
        double[] nodes = new double[(intervals + 1) * 3 * stride];
        for (int node = 0; node <= intervals; node++)
        {
            Span<double> at = nodes.AsSpan(node * 3 * stride, 3 * stride);
            functions(node * step, at[..count], at.Slice(stride, count), at.Slice(2 * stride, count));
        }

        HermiteTable table = new(nodes, step, intervals, count, stride, 0);
        double[] exact = new double[3 * count];
        double[] spline = new double[2 * count];
        double error = 0;
        int every = Math.Max(1, intervals / 200);
        for (int interval = 0; interval < intervals; interval += every)
        {
            double x = (interval + 0.5) * step;
            functions(x, exact.AsSpan(0, count), exact.AsSpan(count, count), exact.AsSpan(2 * count, count));
            table.Evaluate(x, ref spline[0], ref spline[count], 1, 1.0, 0.0);
            for (int i = 0; i < count; i++)
                error = Math.Max(error, Math.Abs(exact[i] - spline[i]));
        }

        return new HermiteTable(nodes, step, intervals, count, stride, error);
    }

    private readonly record struct Weights(double V0, double V1, double V2, double W0, double W1, double W2);
}
