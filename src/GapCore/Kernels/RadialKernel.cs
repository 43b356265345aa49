using System.Runtime.InteropServices;
using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// Kernels of the scaled distance, k = delta^2 phi(q) + f0^2 with q = sum_d ((x_d - x_sd)/theta_d)^2. Points and instances are scaled by
/// 1/theta once; a vector register holds one component of several instances, sparse points are broadcast.
/// </summary>
internal sealed class RadialKernel<TShape> : SparseKernel
    where TShape : struct, IRadialShape
{
    private readonly TShape _shape;
    private readonly double[] _scaledPoints;
    private readonly double[] _inverseLengths;
    private readonly double _variance;
    private readonly double _meanVariance;
    private readonly double _meanValue;

    internal RadialKernel(
        TShape shape, double[] points, int dimensions, double[] weights, double energyScale, double[] lengthScales, double signalMean)
        : base(dimensions, weights)
    {
        _shape = shape;
        _inverseLengths = Array.ConvertAll(lengthScales, theta => 1 / theta);
        _scaledPoints = new double[points.Length];
        for (int i = 0; i < points.Length; i++)
            _scaledPoints[i] = points[i] * _inverseLengths[i % dimensions];
        _variance = energyScale * energyScale;
        _meanVariance = signalMean * signalMean;
        _meanValue = _meanVariance * weights.Sum();
    }

    public override long Bytes => _scaledPoints.LongLength * sizeof(double);

    public override void Evaluate(DescriptorPanel panel, bool gradients, SimdLevel level)
    {
        switch (level)
        {
            case SimdLevel.Vector512:
                Evaluate<Simd512>(panel, gradients);
                break;
            case SimdLevel.Vector256:
                Evaluate<Simd256>(panel, gradients);
                break;
            default:
                Evaluate<SimdScalar>(panel, gradients);
                break;
        }
    }

    public override void Covariances(DescriptorPanel panel, int instance, Span<double> covariances)
    {
        for (int s = 0; s < SparseCount; s++)
        {
            double squared = 0;
            for (int k = 0; k < Dimensions; k++)
            {
                double t = panel.X[k * panel.Stride + instance] * _inverseLengths[k] - _scaledPoints[s * Dimensions + k];
                squared += t * t;
            }

            covariances[s] = Covariance(squared);
        }
    }

    public override double Covariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double squared = 0;
        for (int k = 0; k < Dimensions; k++)
        {
            double t = (x[k] - y[k]) * _inverseLengths[k];
            squared += t * t;
        }

        return Covariance(squared);
    }

    public override double SparseCovariance(int s, int t)
    {
        double squared = 0;
        for (int k = 0; k < Dimensions; k++)
        {
            double difference = _scaledPoints[s * Dimensions + k] - _scaledPoints[t * Dimensions + k];
            squared += difference * difference;
        }

        return Covariance(squared);
    }

    private void Evaluate<T>(DescriptorPanel panel, bool gradients)
        where T : struct, ISimdDouble<T>
    {
        int stride = panel.Stride;
        Span<double> scaled = panel.RequireScratch(2 * Dimensions * 8);
        ref double x = ref MemoryMarshal.GetReference(scaled);
        ref double adjoint = ref MemoryMarshal.GetReference(scaled[(Dimensions * 8)..]);
        for (int column = 0; column < panel.Count; column += T.Width)
        {
            for (int k = 0; k < Dimensions; k++)
            {
                T component = T.Load(ref MemoryMarshal.GetReference(panel.X), (nint)k * stride + column);
                T.Store(component * T.Broadcast(_inverseLengths[k]), ref x, k * T.Width);
                T.Store(T.Zero, ref adjoint, k * T.Width);
            }

            T value = Sum<T>(ref x, ref adjoint, gradients);
            T.Store(value, ref MemoryMarshal.GetReference(panel.Values), column);
            if (!gradients)
                continue;
            for (int k = 0; k < Dimensions; k++)
                T.Store(T.Load(ref adjoint, k * T.Width) * T.Broadcast(_inverseLengths[k]),
                    ref MemoryMarshal.GetReference(panel.Adjoints), (nint)k * stride + column);
        }
    }

    private T Sum<T>(ref double x, ref double adjoint, bool gradients)
        where T : struct, ISimdDouble<T>
    {
        T value = T.Broadcast(_meanValue);
        for (int s = 0; s < SparseCount; s++)
        {
            ReadOnlySpan<double> point = _scaledPoints.AsSpan(s * Dimensions, Dimensions);
            T squared = T.Zero;
            for (int k = 0; k < point.Length; k++)
            {
                T t = T.Load(ref x, k * T.Width) - T.Broadcast(point[k]);
                squared = T.MultiplyAdd(t, t, squared);
            }

            T weight = T.Broadcast(Weights[s] * _variance);
            value = T.MultiplyAdd(weight, _shape.Evaluate(squared, out T slope), value);
            if (!gradients)
                continue;
            T factor = weight * slope;
            for (int k = 0; k < point.Length; k++)
            {
                T t = T.Load(ref x, k * T.Width) - T.Broadcast(point[k]);
                T.Store(T.MultiplyAdd(factor, t, T.Load(ref adjoint, k * T.Width)), ref adjoint, k * T.Width);
            }
        }

        return value;
    }

    private double Covariance(double squared) => _variance * _shape.Evaluate(new SimdScalar(squared), out SimdScalar _).Value + _meanVariance;
}
