using System.Runtime.InteropServices;
using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>k = delta^2 (x . x_s)^zeta. Both products of a tile of sparse points run while the tile is in cache; K is never stored whole.</summary>
internal sealed class DotProductKernel : SparseKernel
{
    /// <summary>Packed panels of eight sparse points per tile.</summary>
    private const int TilePanels = 8;

    private readonly AlignedArray _packed;
    private readonly int _padded;
    private readonly double _variance;
    private readonly double _zeta;
    private readonly int _integerZeta;

    /// <param name="points">Sparse points, M x d in row order.</param>
    /// <param name="dimensions">d.</param>
    /// <param name="weights">alpha_s fs_s.</param>
    /// <param name="energyScale">delta (eV).</param>
    /// <param name="zeta">Exponent; an integer within 1e-14 is taken as one.</param>
    internal DotProductKernel(double[] points, int dimensions, double[] weights, double energyScale, double zeta)
        : base(dimensions, weights)
    {
        _packed = PanelProduct.Pack(points, weights.Length, dimensions);
        _padded = Simd.Pad(dimensions);
        _variance = energyScale * energyScale;
        _zeta = zeta;
        double rounded = Math.Round(zeta);
        _integerZeta = Math.Abs(zeta - rounded) < 1e-14 && rounded is >= 1 and <= 64 ? (int)rounded : 0;
    }

    public override long Bytes => (long)_packed.Length * sizeof(double);

    public override void Evaluate(DescriptorPanel panel, bool gradients, SimdLevel level) => Evaluate(panel, gradients, level, _padded);

    /// <summary>The same from the first <paramref name="depth"/> components only (a multiple of 8); Adjoints beyond them are left alone.</summary>
    internal void Evaluate(DescriptorPanel panel, bool gradients, SimdLevel level, int depth)
    {
        switch (level)
        {
            case SimdLevel.Vector512:
                Evaluate<Simd512>(panel, gradients, depth);
                break;
            case SimdLevel.Vector256:
                Evaluate<Simd256>(panel, gradients, depth);
                break;
            default:
                Evaluate<SimdScalar>(panel, gradients, depth);
                break;
        }
    }

    public override void Covariances(DescriptorPanel panel, int instance, Span<double> covariances)
    {
        for (int s = 0; s < SparseCount; s++)
        {
            double dot = 0;
            for (int k = 0; k < Dimensions; k++)
                dot += Component(s, k) * panel.X[k * panel.Stride + instance];
            covariances[s] = _variance * Power(dot);
        }
    }

    public override double SparseCovariance(int s, int t)
    {
        double dot = 0;
        for (int k = 0; k < Dimensions; k++)
            dot += Component(s, k) * Component(t, k);
        return _variance * Power(dot);
    }

    private void Evaluate<T>(DescriptorPanel panel, bool gradients, int depth)
        where T : struct, ISimdDouble<T>
    {
        int stride = panel.Stride;
        int vectors = (panel.Count + T.Width - 1) / T.Width;
        Span<double> tile = panel.RequireScratch(TilePanels * PanelProduct.RowBlock * stride);
        panel.Values.Clear();
        if (gradients)
            panel.Adjoints[..(depth * stride)].Clear();

        int panels = (SparseCount + PanelProduct.RowBlock - 1) / PanelProduct.RowBlock;
        for (int first = 0; first < panels; first += TilePanels)
        {
            int count = Math.Min(TilePanels, panels - first);
            PanelProduct.Dots<T>(_packed, first, count, _padded, depth, panel.X, stride, 0, vectors, tile, stride);
            Weigh<T>(tile, first * PanelProduct.RowBlock, count * PanelProduct.RowBlock, stride, vectors, panel.Values, gradients);
            if (gradients)
                PanelProduct.BackProject<T>(_packed, first, count, _padded, depth, tile, stride, 0, vectors, panel.Adjoints);
        }
    }

    /// <summary>Adds alpha_s delta^2 dot^zeta to the values and turns each dot into d/d(dot) of it.</summary>
    private void Weigh<T>(Span<double> tile, int firstRow, int rows, int stride, int vectors, Span<double> values, bool gradients)
        where T : struct, ISimdDouble<T>
    {
        ref double c = ref MemoryMarshal.GetReference(tile);
        ref double value = ref MemoryMarshal.GetReference(values);
        for (int t = 0; t < rows; t++)
        {
            // Rows beyond the last sparse point are padding: weight zero.
            double weight = firstRow + t < SparseCount ? Weights[firstRow + t] * _variance : 0;
            T slopeWeight = T.Broadcast(weight * _zeta);
            for (int v = 0; v < vectors; v++)
            {
                nint at = (nint)t * stride + v * T.Width;
                T dot = T.Load(ref c, at);
                T power = _integerZeta > 0 ? Power(dot, _integerZeta - 1) : RealPower(dot, weight, tile, (int)at);
                T energy = T.MultiplyAdd(T.Broadcast(weight), power * dot, T.Load(ref value, v * T.Width));
                T.Store(energy, ref value, v * T.Width);
                if (gradients)
                    T.Store(slopeWeight * power, ref c, at);
            }
        }
    }

    private static T Power<T>(T x, int exponent)
        where T : struct, ISimdDouble<T>
    {
        T result = T.Broadcast(1);
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result *= x;
            x *= x;
        }

        return result;
    }

    /// <summary>dot^(zeta-1) for a real exponent, lane by lane.</summary>
    private T RealPower<T>(T dot, double weight, Span<double> lanes, int at)
        where T : struct, ISimdDouble<T>
    {
        T.Store(dot, ref MemoryMarshal.GetReference(lanes), at);
        for (int lane = 0; lane < T.Width; lane++)
            lanes[at + lane] = weight == 0 || lanes[at + lane] == 0 ? 0 : Math.Pow(lanes[at + lane], _zeta - 1);
        return T.Load(ref MemoryMarshal.GetReference(lanes), at);
    }

    private double Power(double dot) => _integerZeta > 0 ? Power(SimdScalar.Broadcast(dot), _integerZeta - 1).Value * dot : Math.Pow(dot, _zeta);

    private double Component(int s, int k) =>
        _packed[s / PanelProduct.RowBlock * PanelProduct.RowBlock * _padded + k * PanelProduct.RowBlock + s % PanelProduct.RowBlock];
}
