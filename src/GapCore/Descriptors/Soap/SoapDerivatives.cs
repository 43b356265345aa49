using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Descriptors.Soap;

/// <summary>
/// dq/dr_j of a centre's power spectrum by the positions of its neighbours, explicitly: what a fit needs and an evaluation avoids. With
/// y_l(B) = sum_m Y_lm X_Blm, v_l(B) = sum_m grad Y_lm X_Blm and t, R the radial function of a neighbour's channel with its slope,
/// d[sum_m X_A X_B] = u (t_A y_B + t_B y_A) + (R_A v_B + R_B v_A) / r (product rule on gap-math 3.3 and 3.4). Lanes are neighbours.
/// </summary>
internal sealed class SoapDerivatives
{
    /// <summary>Neighbours that are done together: a whole number of vectors of any width.</summary>
    private const int Lanes = Transposition.Rows;

    private const int Axes = 3;

    private readonly SoapParameters _parameters;
    private readonly PowerSpectrum _spectrum;
    private readonly SoapExpansion _expansion;
    private readonly SphericalHarmonics _harmonics;
    private readonly AlignedArray _scratch;
    private readonly AlignedArray _harmonicGradients;
    private readonly AlignedArray _projections;
    private readonly AlignedArray _components;

    internal SoapDerivatives(SoapParameters parameters, PowerSpectrum spectrum, SoapExpansion expansion)
    {
        _parameters = parameters;
        _spectrum = spectrum;
        _expansion = expansion;
        _harmonics = new SphericalHarmonics(parameters.LMax);
        _scratch = new AlignedArray(_harmonics.ScratchLength);
        _harmonicGradients = new AlignedArray(Axes * _harmonics.Count * Lanes);
        _projections = new AlignedArray((1 + Axes) * parameters.RadialCount * Lanes);
        _components = new AlignedArray(Axes * Simd.Pad(spectrum.Length) * Lanes);
    }

    /// <summary>Rows of dq/dr for every neighbour within the cutoff.</summary>
    /// <param name="neighbourhood">The centre.</param>
    /// <param name="x">Its expansion X.</param>
    /// <param name="vector">Its power spectrum, normalised where the parameters say so.</param>
    /// <param name="norm">Length of the power spectrum before that; 1 where it is left as it is.</param>
    /// <param name="instance">Takes neighbours and rows.</param>
    internal void Write<T>(
        Neighbourhood neighbourhood, ReadOnlySpan<double> x, ReadOnlySpan<double> vector, double norm, DescriptorInstance instance)
        where T : struct, ISimdDouble<T>
    {
        SoapEnvironment environment = _expansion.Prepare<T>(neighbourhood, slopes: true);
        instance.Begin(environment.Stride);
        int count = 0;
        for (int channel = 0; channel < _parameters.ChannelCount; channel++)
        {
            for (int j = environment.ChannelStart[channel]; j < environment.ChannelStart[channel + 1]; j += Lanes)
            {
                for (int lane = 0; lane < Lanes; lane += T.Width)
                    Differentiate<T>(environment, channel, j + lane, lane, x, vector, norm);
                for (int lane = 0; lane < Lanes && environment.Index[j + lane] >= 0; lane++)
                    instance.Neighbours[count + lane] = environment.Index[j + lane];
                count = WriteRows(environment.Index.AsSpan(j, Lanes), count, instance);
            }
        }

        instance.Begin(count);
        instance.CovarianceGradient.AsSpan(0, Axes * count).Clear();
    }

    /// <summary>dq of one vector of lanes into the components, [component][axis][lane].</summary>
    private void Differentiate<T>(SoapEnvironment environment, int channel, int j, int lane, ReadOnlySpan<double> x,
        ReadOnlySpan<double> vector, double norm)
        where T : struct, ISimdDouble<T>
    {
        _harmonics.Gradients<T>(environment.Ux, environment.Uy, environment.Uz, j, ref MemoryMarshal.GetReference(_harmonicGradients.AsSpan()),
            T.Width, _scratch);
        ref double components = ref MemoryMarshal.GetReference(_components.AsSpan());
        T ux = At<T>(environment.Ux, j), uy = At<T>(environment.Uy, j), uz = At<T>(environment.Uz, j);
        T dotX = T.Zero, dotY = T.Zero, dotZ = T.Zero;
        int pairs = _spectrum.PairA.Length, first = channel * _parameters.NMax, end = first + _parameters.NMax;
        for (int l = 0; l <= _parameters.LMax; l++)
        {
            Project<T>(environment, l, j, x);
            double factor = _spectrum.Factor(l);
            for (int pair = 0; pair < pairs; pair++)
            {
                int a = _spectrum.PairA[pair], b = _spectrum.PairB[pair], k = l * pairs + pair;
                T along = T.Zero, x1 = T.Zero, y1 = T.Zero, z1 = T.Zero;
                if (a >= first && a < end)
                    AddProduct<T>(environment, l, a - first, b, j, ref along, ref x1, ref y1, ref z1);
                if (b >= first && b < end)
                    AddProduct<T>(environment, l, b - first, a, j, ref along, ref x1, ref y1, ref z1);
                T scale = T.Broadcast(a == b ? factor : factor * Math.Sqrt(2));
                x1 = scale * T.MultiplyAdd(along, ux, x1);
                y1 = scale * T.MultiplyAdd(along, uy, y1);
                z1 = scale * T.MultiplyAdd(along, uz, z1);
                T.Store(x1, ref components, Axes * k * Lanes + lane);
                T.Store(y1, ref components, (Axes * k + 1) * Lanes + lane);
                T.Store(z1, ref components, (Axes * k + 2) * Lanes + lane);
                T q = T.Broadcast(vector[k]);
                (dotX, dotY, dotZ) = (T.MultiplyAdd(q, x1, dotX), T.MultiplyAdd(q, y1, dotY), T.MultiplyAdd(q, z1, dotZ));
            }
        }

        if (_parameters.Normalise)
            Normalise(ref components, lane, vector, norm, dotX, dotY, dotZ);
    }

    /// <summary>y_l(B) and v_l(B)/r of the lanes for every B, [B][value, axes][lane of the vector].</summary>
    private void Project<T>(SoapEnvironment environment, int l, int j, ReadOnlySpan<double> x)
        where T : struct, ISimdDouble<T>
    {
        ref double gradients = ref MemoryMarshal.GetReference(_harmonicGradients.AsSpan());
        ref double harmonics = ref MemoryMarshal.GetReference(environment.Harmonics.AsSpan());
        ref double projections = ref MemoryMarshal.GetReference(_projections.AsSpan());
        T inverse = At<T>(environment.InverseR, j);
        for (int b = 0; b < _parameters.RadialCount; b++)
        {
            T y = T.Zero, vx = T.Zero, vy = T.Zero, vz = T.Zero;
            for (int lm = l * l; lm < (l + 1) * (l + 1); lm++)
            {
                T coefficient = T.Broadcast(x[lm * _spectrum.RowStride + b]);
                y = T.MultiplyAdd(coefficient, T.Load(ref harmonics, (nint)lm * environment.Stride + j), y);
                vx = T.MultiplyAdd(coefficient, T.Load(ref gradients, 3 * lm * T.Width), vx);
                vy = T.MultiplyAdd(coefficient, T.Load(ref gradients, (3 * lm + 1) * T.Width), vy);
                vz = T.MultiplyAdd(coefficient, T.Load(ref gradients, (3 * lm + 2) * T.Width), vz);
            }

            T.Store(y, ref projections, 4 * b * T.Width);
            T.Store(inverse * vx, ref projections, (4 * b + 1) * T.Width);
            T.Store(inverse * vy, ref projections, (4 * b + 2) * T.Width);
            T.Store(inverse * vz, ref projections, (4 * b + 3) * T.Width);
        }
    }

    /// <summary>Adds dX_n X_b summed over m, where n is a radial function of the neighbour's channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddProduct<T>(SoapEnvironment environment, int l, int n, int b, int j, ref T along, ref T x, ref T y, ref T z)
        where T : struct, ISimdDouble<T>
    {
        ref double projections = ref MemoryMarshal.GetReference(_projections.AsSpan());
        nint at = (nint)(l * _parameters.NMax + n) * environment.Stride + j;
        T radial = T.Load(ref MemoryMarshal.GetReference(environment.Radial.AsSpan()), at);
        T slope = T.Load(ref MemoryMarshal.GetReference(environment.RadialSlope.AsSpan()), at);
        along = T.MultiplyAdd(slope, T.Load(ref projections, 4 * b * T.Width), along);
        x = T.MultiplyAdd(radial, T.Load(ref projections, (4 * b + 1) * T.Width), x);
        y = T.MultiplyAdd(radial, T.Load(ref projections, (4 * b + 2) * T.Width), y);
        z = T.MultiplyAdd(radial, T.Load(ref projections, (4 * b + 3) * T.Width), z);
    }

    /// <summary>dq = (dp - q (q . dp)) / |p|.</summary>
    private void Normalise<T>(ref double components, int lane, ReadOnlySpan<double> vector, double norm, T dotX, T dotY, T dotZ)
        where T : struct, ISimdDouble<T>
    {
        T inverse = T.Broadcast(1 / norm);
        for (int k = 0; k < vector.Length; k++)
        {
            T q = T.Broadcast(-vector[k]);
            nint at = Axes * k * Lanes + lane;
            T.Store(inverse * T.MultiplyAdd(q, dotX, T.Load(ref components, at)), ref components, at);
            T.Store(inverse * T.MultiplyAdd(q, dotY, T.Load(ref components, at + Lanes)), ref components, at + Lanes);
            T.Store(inverse * T.MultiplyAdd(q, dotZ, T.Load(ref components, at + 2 * Lanes)), ref components, at + 2 * Lanes);
        }
    }

    /// <summary>Turns the components of eight lanes into the instance's rows from that neighbour on; lanes of padding are left out.</summary>
    private int WriteRows(ReadOnlySpan<int> index, int first, DescriptorInstance instance)
    {
        int used = index.IndexOf(-1) is int padding and >= 0 ? padding : Lanes;
        for (int axis = 0; axis < Axes; axis++)
            for (int k = 0; k < _spectrum.Length; k += Transposition.Rows)
                Transposition.Turn(_components.AsSpan((Axes * k + axis) * Lanes), Axes * Lanes,
                    instance.Gradient.AsSpan((Axes * first + axis) * instance.Stride + k), Axes * instance.Stride, used);
        return first + used;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T At<T>(ReadOnlySpan<double> values, int j)
        where T : struct, ISimdDouble<T> => T.Load(ref MemoryMarshal.GetReference(values), j);
}
