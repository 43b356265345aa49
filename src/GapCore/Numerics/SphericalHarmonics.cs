using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GapCore.Numerics;

/// <summary>
/// Real orthonormal spherical harmonics of many unit vectors at once, in Cartesian form:
/// Y_lm = K_lm Q_lm(z) c_m(x, y) for m >= 0 and K_lm Q_l|m|(z) s_|m|(x, y) for m &lt; 0, with Q_lm = d^m P_l/dz^m,
/// c_m + i s_m = (x + i y)^m and K_lm = sqrt((2l+1)/(4 pi) (l-m)!/(l+m)! (2 - delta_m0)). Index of (l, m): l(l+1) + m.
/// Lanes are vectors, so that every step is one vector operation. Source: DLMF 14.30, 14.10.3.
/// </summary>
internal sealed class SphericalHarmonics
{
    private readonly double[] _norm;
    private readonly int _lMax;

    internal SphericalHarmonics(int lMax)
    {
        _lMax = lMax;
        Count = (lMax + 1) * (lMax + 1);
        _norm = new double[(lMax + 1) * (lMax + 1)];
        for (int l = 0; l <= lMax; l++)
        {
            double ratio = 1;
            for (int m = 0; m <= l; m++)
            {
                if (m > 0)
                    ratio /= (l + m) * (double)(l - m + 1);
                _norm[l * (lMax + 1) + m] = Math.Sqrt((2 * l + 1) / (4 * Math.PI) * ratio * (m == 0 ? 1 : 2));
            }
        }
    }

    /// <summary>(l_max + 1)^2.</summary>
    internal int Count { get; }

    /// <summary>Scratch doubles that <see cref="Values{T}"/> and <see cref="Gradient{T}"/> need.</summary>
    internal int ScratchLength => ((_lMax + 2) * (_lMax + 2) + 2 * (_lMax + 2)) * 8;

    /// <summary>Y_lm of <paramref name="count"/> unit vectors (padded to whole vectors): value of (l, m) at lane j goes to y[lm * stride + j].</summary>
    internal void Values<T>(ReadOnlySpan<double> ux, ReadOnlySpan<double> uy, ReadOnlySpan<double> uz, int count, Span<double> y, int stride,
        Span<double> scratch)
        where T : struct, ISimdDouble<T>
    {
        ref double target = ref MemoryMarshal.GetReference(y);
        ref double legendre = ref MemoryMarshal.GetReference(scratch);
        ref double powers = ref Unsafe.Add(ref legendre, (_lMax + 2) * (_lMax + 2) * T.Width);
        for (int j = 0; j < count; j += T.Width)
        {
            Prepare<T>(ux, uy, uz, j, ref legendre, ref powers);
            for (int l = 0; l <= _lMax; l++)
            {
                for (int m = 0; m <= l; m++)
                {
                    T radial = T.Broadcast(_norm[l * (_lMax + 1) + m]) * Legendre<T>(ref legendre, l, m);
                    T.Store(radial * Cosine<T>(ref powers, m), ref target, (nint)(l * (l + 1) + m) * stride + j);
                    if (m > 0)
                        T.Store(radial * Sine<T>(ref powers, m), ref target, (nint)(l * (l + 1) - m) * stride + j);
                }
            }
        }
    }

    /// <summary>
    /// For one vector of lanes starting at j: V = sum_lm a_lm grad F_lm(u), where F is the Cartesian form above. Its part perpendicular to
    /// u, divided by r, is the gradient of sum a_lm Y_lm(r/|r|). a_lm of the lanes are read from a[lm * Width].
    /// </summary>
    internal void Gradient<T>(ReadOnlySpan<double> ux, ReadOnlySpan<double> uy, ReadOnlySpan<double> uz, int j, ref double a,
        Span<double> scratch, out T vx, out T vy, out T vz)
        where T : struct, ISimdDouble<T>
    {
        ref double legendre = ref MemoryMarshal.GetReference(scratch);
        ref double powers = ref Unsafe.Add(ref legendre, (_lMax + 2) * (_lMax + 2) * T.Width);
        Prepare<T>(ux, uy, uz, j, ref legendre, ref powers);
        vx = vy = vz = T.Zero;
        for (int m = 0; m <= _lMax; m++)
        {
            T cosine = T.Zero, sine = T.Zero, cosineSlope = T.Zero, sineSlope = T.Zero;
            for (int l = m; l <= _lMax; l++)
            {
                T norm = T.Broadcast(_norm[l * (_lMax + 1) + m]);
                T plus = norm * T.Load(ref a, (l * (l + 1) + m) * T.Width);
                T q = Legendre<T>(ref legendre, l, m);
                T dq = Legendre<T>(ref legendre, l, m + 1);
                cosine = T.MultiplyAdd(plus, q, cosine);
                cosineSlope = T.MultiplyAdd(plus, dq, cosineSlope);
                if (m > 0)
                {
                    T minus = norm * T.Load(ref a, (l * (l + 1) - m) * T.Width);
                    sine = T.MultiplyAdd(minus, q, sine);
                    sineSlope = T.MultiplyAdd(minus, dq, sineSlope);
                }
            }

            vz = T.MultiplyAdd(cosineSlope, Cosine<T>(ref powers, m), T.MultiplyAdd(sineSlope, Sine<T>(ref powers, m), vz));
            if (m > 0)
            {
                T order = T.Broadcast(m);
                T c = order * Cosine<T>(ref powers, m - 1);
                T s = order * Sine<T>(ref powers, m - 1);
                vx = T.MultiplyAdd(cosine, c, T.MultiplyAdd(sine, s, vx));
                vy = T.MultiplyAdd(sine, c, vy) - cosine * s;
            }
        }
    }

    /// <summary>
    /// For one vector of lanes starting at j: grad Y_lm(r/|r|) |r| of every (l, m), that is the part of grad F_lm(u) perpendicular to u.
    /// Axis a of (l, m) goes to g[(3 lm + a) * stride].
    /// </summary>
    internal void Gradients<T>(ReadOnlySpan<double> ux, ReadOnlySpan<double> uy, ReadOnlySpan<double> uz, int j, ref double g, int stride,
        Span<double> scratch)
        where T : struct, ISimdDouble<T>
    {
        ref double legendre = ref MemoryMarshal.GetReference(scratch);
        ref double powers = ref Unsafe.Add(ref legendre, (_lMax + 2) * (_lMax + 2) * T.Width);
        Prepare<T>(ux, uy, uz, j, ref legendre, ref powers);
        T x = T.Load(ref MemoryMarshal.GetReference(ux), j);
        T y = T.Load(ref MemoryMarshal.GetReference(uy), j);
        T z = T.Load(ref MemoryMarshal.GetReference(uz), j);
        for (int l = 0; l <= _lMax; l++)
        {
            for (int m = -l; m <= l; m++)
            {
                int order = Math.Abs(m);
                T norm = T.Broadcast(_norm[l * (_lMax + 1) + order]);
                T inPlane = norm * T.Broadcast(order) * Legendre<T>(ref legendre, l, order);
                T lowerCosine = order > 0 ? Cosine<T>(ref powers, order - 1) : T.Zero;
                T lowerSine = order > 0 ? Sine<T>(ref powers, order - 1) : T.Zero;
                T vx = inPlane * (m < 0 ? lowerSine : lowerCosine);
                T vy = m < 0 ? inPlane * lowerCosine : T.Zero - inPlane * lowerSine;
                T vz = norm * Legendre<T>(ref legendre, l, order + 1) * (m < 0 ? Sine<T>(ref powers, order) : Cosine<T>(ref powers, order));
                T along = x * vx + y * vy + z * vz;
                nint at = 3 * (nint)(l * (l + 1) + m) * stride;
                T.Store(vx - along * x, ref g, at);
                T.Store(vy - along * y, ref g, at + stride);
                T.Store(vz - along * z, ref g, at + 2 * stride);
            }
        }
    }

    /// <summary>Q_lm for m up to l + 1 (Q_l,l+1 = 0) and (x + iy)^m of one vector of lanes.</summary>
    private void Prepare<T>(ReadOnlySpan<double> ux, ReadOnlySpan<double> uy, ReadOnlySpan<double> uz, int j, ref double legendre,
        ref double powers)
        where T : struct, ISimdDouble<T>
    {
        T x = T.Load(ref MemoryMarshal.GetReference(ux), j);
        T y = T.Load(ref MemoryMarshal.GetReference(uy), j);
        T z = T.Load(ref MemoryMarshal.GetReference(uz), j);
        T cosine = T.Broadcast(1), sine = T.Zero;
        double doubleFactorial = 1;
        for (int m = 0; m <= _lMax + 1; m++)
        {
            T.Store(cosine, ref powers, 2 * m * T.Width);
            T.Store(sine, ref powers, (2 * m + 1) * T.Width);
            (cosine, sine) = (cosine * x - sine * y, cosine * y + sine * x);

            if (m > 0)
            {
                doubleFactorial *= 2 * m - 1;
                T.Store(T.Zero, ref legendre, LegendreIndex(m - 1, m) * T.Width);
            }

            if (m > _lMax)
                continue;
            T below = T.Zero;
            T current = T.Broadcast(doubleFactorial);
            T.Store(current, ref legendre, LegendreIndex(m, m) * T.Width);
            for (int l = m + 1; l <= _lMax; l++)
            {
                double divisor = 1.0 / (l - m);
                T next = T.Broadcast((2 * l - 1) * divisor) * z * current - T.Broadcast((l + m - 1) * divisor) * below;
                (below, current) = (current, next);
                T.Store(current, ref legendre, LegendreIndex(l, m) * T.Width);
            }
        }
    }

    private int LegendreIndex(int l, int m) => l * (_lMax + 2) + m;

    private T Legendre<T>(ref double legendre, int l, int m)
        where T : struct, ISimdDouble<T> => T.Load(ref legendre, LegendreIndex(l, m) * T.Width);

    private static T Cosine<T>(ref double powers, int m)
        where T : struct, ISimdDouble<T> => T.Load(ref powers, 2 * m * T.Width);

    private static T Sine<T>(ref double powers, int m)
        where T : struct, ISimdDouble<T> => T.Load(ref powers, (2 * m + 1) * T.Width);
}
