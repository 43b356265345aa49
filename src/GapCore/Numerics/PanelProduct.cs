using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace GapCore.Numerics;

/// <summary>
/// The two matrix products of a sparse kernel over a panel of instances: C = S X (dots of sparse points with instances) and A += S^T C
/// (back-projection of weights). S is packed in panels of eight rows, [row / 8][component][row % 8]: one copy serves both products.
/// </summary>
internal static class PanelProduct
{
    /// <summary>Sparse points per packed panel.</summary>
    internal const int RowBlock = 8;

    /// <summary>Doubles that the first product asks for ahead of use: sparse points stream from the third-level cache or memory.</summary>
    private const int Ahead = 1024;

    /// <summary>Packs M x d row-order points; missing rows and components are zero.</summary>
    internal static AlignedArray Pack(ReadOnlySpan<double> points, int count, int dimensions)
    {
        int padded = Simd.Pad(dimensions);
        int panels = (count + RowBlock - 1) / RowBlock;
        var packed = new AlignedArray(checked(panels * RowBlock * padded));
        Span<double> target = packed;
        for (int s = 0; s < count; s++)
        {
            int start = s / RowBlock * RowBlock * padded + s % RowBlock;
            for (int k = 0; k < dimensions; k++)
                target[start + k * RowBlock] = points[s * dimensions + k];
        }

        return packed;
    }

    /// <summary>
    /// dots[t * dotStride + b] = sum_{k &lt; depth} S[t][k] x[k * stride + b] for the rows of panels first .. first+panels-1 (t counts from the first)
    /// and instances column .. column + vectors * Width - 1.
    /// </summary>
    internal static void Dots<T>(ReadOnlySpan<double> packed, int first, int panels, int padded, int depth, ReadOnlySpan<double> x,
        int stride, int column, int vectors, Span<double> dots, int dotStride)
        where T : struct, ISimdDouble<T>
    {
        for (int p = 0; p < panels; p++)
        {
            ref double s = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), (nint)(first + p) * RowBlock * padded);
            ref double c = ref Unsafe.Add(ref MemoryMarshal.GetReference(dots), (nint)p * RowBlock * dotStride);
            int v = 0;
            for (; T.Width == 8 && v + 3 <= vectors; v += 3)
                Dots3<T>(ref s, depth, ref MemoryMarshal.GetReference(x), stride, column + v * T.Width, ref c, dotStride);
            for (; v < vectors; v++)
                Dots1<T>(ref s, depth, ref MemoryMarshal.GetReference(x), stride, column + v * T.Width, ref c, dotStride);
        }
    }

    /// <summary>a[k * stride + b] += sum_t S[t][k] weights[t * stride + b] over the same ranges, for k below depth.</summary>
    internal static void BackProject<T>(ReadOnlySpan<double> packed, int first, int panels, int padded, int depth, ReadOnlySpan<double> weights,
        int stride, int column, int vectors, Span<double> a)
        where T : struct, ISimdDouble<T>
    {
        ref double s0 = ref Unsafe.Add(ref MemoryMarshal.GetReference(packed), (nint)first * RowBlock * padded);
        ref double w = ref MemoryMarshal.GetReference(weights);
        for (int k = 0; k < depth; k += RowBlock)
        {
            ref double s = ref Unsafe.Add(ref s0, (nint)k * RowBlock);
            ref double target = ref Unsafe.Add(ref MemoryMarshal.GetReference(a), (nint)k * stride);
            int v = 0;
            for (; T.Width == 8 && v + 3 <= vectors; v += 3)
                Back3<T>(ref s, panels, padded, ref w, stride, column + v * T.Width, ref target);
            for (; v < vectors; v++)
                Back1<T>(ref s, panels, padded, ref w, stride, column + v * T.Width, ref target);
        }
    }

    private static void Dots1<T>(ref double s, int depth, ref double x, int stride, int column, ref double c, int dotStride)
        where T : struct, ISimdDouble<T>
    {
        T c0 = T.Zero, c1 = T.Zero, c2 = T.Zero, c3 = T.Zero, c4 = T.Zero, c5 = T.Zero, c6 = T.Zero, c7 = T.Zero;
        nint at = column;
        for (int k = 0; k < depth; k++, at += stride)
        {
            Prefetch(ref s);
            T b = T.Load(ref x, at);
            c0 = T.MultiplyAdd(T.Broadcast(s), b, c0);
            c1 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 1)), b, c1);
            c2 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 2)), b, c2);
            c3 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 3)), b, c3);
            c4 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 4)), b, c4);
            c5 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 5)), b, c5);
            c6 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 6)), b, c6);
            c7 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref s, 7)), b, c7);
            s = ref Unsafe.Add(ref s, RowBlock);
        }

        T.Store(c0, ref c, column);
        T.Store(c1, ref c, column + dotStride);
        T.Store(c2, ref c, column + 2 * dotStride);
        T.Store(c3, ref c, column + 3 * dotStride);
        T.Store(c4, ref c, column + 4 * dotStride);
        T.Store(c5, ref c, column + 5 * dotStride);
        T.Store(c6, ref c, column + 6 * dotStride);
        T.Store(c7, ref c, column + 7 * dotStride);
    }

    private static void Back1<T>(ref double s, int panels, int depth, ref double w, int stride, int column, ref double a)
        where T : struct, ISimdDouble<T>
    {
        T c0 = T.Load(ref a, column), c1 = T.Load(ref a, column + stride);
        T c2 = T.Load(ref a, column + 2 * stride), c3 = T.Load(ref a, column + 3 * stride);
        T c4 = T.Load(ref a, column + 4 * stride), c5 = T.Load(ref a, column + 5 * stride);
        T c6 = T.Load(ref a, column + 6 * stride), c7 = T.Load(ref a, column + 7 * stride);
        nint at = column;
        for (int p = 0; p < panels; p++)
        {
            for (int t = 0; t < RowBlock; t++, at += stride)
            {
                T b = T.Load(ref w, at);
                ref double column0 = ref Unsafe.Add(ref s, t);
                c0 = T.MultiplyAdd(T.Broadcast(column0), b, c0);
                c1 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, RowBlock)), b, c1);
                c2 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 2 * RowBlock)), b, c2);
                c3 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 3 * RowBlock)), b, c3);
                c4 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 4 * RowBlock)), b, c4);
                c5 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 5 * RowBlock)), b, c5);
                c6 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 6 * RowBlock)), b, c6);
                c7 = T.MultiplyAdd(T.Broadcast(Unsafe.Add(ref column0, 7 * RowBlock)), b, c7);
            }

            s = ref Unsafe.Add(ref s, RowBlock * depth);
        }

        T.Store(c0, ref a, column);
        T.Store(c1, ref a, column + stride);
        T.Store(c2, ref a, column + 2 * stride);
        T.Store(c3, ref a, column + 3 * stride);
        T.Store(c4, ref a, column + 4 * stride);
        T.Store(c5, ref a, column + 5 * stride);
        T.Store(c6, ref a, column + 6 * stride);
        T.Store(c7, ref a, column + 7 * stride);
    }

    private static void Dots3<T>(ref double s, int depth, ref double x, int stride, int column, ref double c, int dotStride)
        where T : struct, ISimdDouble<T>
    {
        T a0 = T.Zero, b0 = T.Zero, d0 = T.Zero;
        T a1 = T.Zero, b1 = T.Zero, d1 = T.Zero;
        T a2 = T.Zero, b2 = T.Zero, d2 = T.Zero;
        T a3 = T.Zero, b3 = T.Zero, d3 = T.Zero;
        T a4 = T.Zero, b4 = T.Zero, d4 = T.Zero;
        T a5 = T.Zero, b5 = T.Zero, d5 = T.Zero;
        T a6 = T.Zero, b6 = T.Zero, d6 = T.Zero;
        T a7 = T.Zero, b7 = T.Zero, d7 = T.Zero;
        nint at = column;
        for (int k = 0; k < depth; k++, at += stride)
        {
            Prefetch(ref s);
            T x0 = T.Load(ref x, at), x1 = T.Load(ref x, at + T.Width), x2 = T.Load(ref x, at + 2 * T.Width);
            T s0 = T.Broadcast(s);
            (a0, b0, d0) = (T.MultiplyAdd(s0, x0, a0), T.MultiplyAdd(s0, x1, b0), T.MultiplyAdd(s0, x2, d0));
            T s1 = T.Broadcast(Unsafe.Add(ref s, 1));
            (a1, b1, d1) = (T.MultiplyAdd(s1, x0, a1), T.MultiplyAdd(s1, x1, b1), T.MultiplyAdd(s1, x2, d1));
            T s2 = T.Broadcast(Unsafe.Add(ref s, 2));
            (a2, b2, d2) = (T.MultiplyAdd(s2, x0, a2), T.MultiplyAdd(s2, x1, b2), T.MultiplyAdd(s2, x2, d2));
            T s3 = T.Broadcast(Unsafe.Add(ref s, 3));
            (a3, b3, d3) = (T.MultiplyAdd(s3, x0, a3), T.MultiplyAdd(s3, x1, b3), T.MultiplyAdd(s3, x2, d3));
            T s4 = T.Broadcast(Unsafe.Add(ref s, 4));
            (a4, b4, d4) = (T.MultiplyAdd(s4, x0, a4), T.MultiplyAdd(s4, x1, b4), T.MultiplyAdd(s4, x2, d4));
            T s5 = T.Broadcast(Unsafe.Add(ref s, 5));
            (a5, b5, d5) = (T.MultiplyAdd(s5, x0, a5), T.MultiplyAdd(s5, x1, b5), T.MultiplyAdd(s5, x2, d5));
            T s6 = T.Broadcast(Unsafe.Add(ref s, 6));
            (a6, b6, d6) = (T.MultiplyAdd(s6, x0, a6), T.MultiplyAdd(s6, x1, b6), T.MultiplyAdd(s6, x2, d6));
            T s7 = T.Broadcast(Unsafe.Add(ref s, 7));
            (a7, b7, d7) = (T.MultiplyAdd(s7, x0, a7), T.MultiplyAdd(s7, x1, b7), T.MultiplyAdd(s7, x2, d7));
            s = ref Unsafe.Add(ref s, RowBlock);
        }

        Store3(a0, b0, d0, ref c, column + 0 * dotStride);
        Store3(a1, b1, d1, ref c, column + 1 * dotStride);
        Store3(a2, b2, d2, ref c, column + 2 * dotStride);
        Store3(a3, b3, d3, ref c, column + 3 * dotStride);
        Store3(a4, b4, d4, ref c, column + 4 * dotStride);
        Store3(a5, b5, d5, ref c, column + 5 * dotStride);
        Store3(a6, b6, d6, ref c, column + 6 * dotStride);
        Store3(a7, b7, d7, ref c, column + 7 * dotStride);
    }

    private static void Back3<T>(ref double s, int panels, int depth, ref double w, int stride, int column, ref double a)
        where T : struct, ISimdDouble<T>
    {
        Load3(ref a, column + 0 * stride, out T a0, out T b0, out T d0);
        Load3(ref a, column + 1 * stride, out T a1, out T b1, out T d1);
        Load3(ref a, column + 2 * stride, out T a2, out T b2, out T d2);
        Load3(ref a, column + 3 * stride, out T a3, out T b3, out T d3);
        Load3(ref a, column + 4 * stride, out T a4, out T b4, out T d4);
        Load3(ref a, column + 5 * stride, out T a5, out T b5, out T d5);
        Load3(ref a, column + 6 * stride, out T a6, out T b6, out T d6);
        Load3(ref a, column + 7 * stride, out T a7, out T b7, out T d7);
        nint at = column;
        for (int p = 0; p < panels; p++)
        {
            for (int t = 0; t < RowBlock; t++, at += stride)
            {
                T x0 = T.Load(ref w, at), x1 = T.Load(ref w, at + T.Width), x2 = T.Load(ref w, at + 2 * T.Width);
                ref double row = ref Unsafe.Add(ref s, t);
                T s0 = T.Broadcast(row);
                (a0, b0, d0) = (T.MultiplyAdd(s0, x0, a0), T.MultiplyAdd(s0, x1, b0), T.MultiplyAdd(s0, x2, d0));
                T s1 = T.Broadcast(Unsafe.Add(ref row, 1 * RowBlock));
                (a1, b1, d1) = (T.MultiplyAdd(s1, x0, a1), T.MultiplyAdd(s1, x1, b1), T.MultiplyAdd(s1, x2, d1));
                T s2 = T.Broadcast(Unsafe.Add(ref row, 2 * RowBlock));
                (a2, b2, d2) = (T.MultiplyAdd(s2, x0, a2), T.MultiplyAdd(s2, x1, b2), T.MultiplyAdd(s2, x2, d2));
                T s3 = T.Broadcast(Unsafe.Add(ref row, 3 * RowBlock));
                (a3, b3, d3) = (T.MultiplyAdd(s3, x0, a3), T.MultiplyAdd(s3, x1, b3), T.MultiplyAdd(s3, x2, d3));
                T s4 = T.Broadcast(Unsafe.Add(ref row, 4 * RowBlock));
                (a4, b4, d4) = (T.MultiplyAdd(s4, x0, a4), T.MultiplyAdd(s4, x1, b4), T.MultiplyAdd(s4, x2, d4));
                T s5 = T.Broadcast(Unsafe.Add(ref row, 5 * RowBlock));
                (a5, b5, d5) = (T.MultiplyAdd(s5, x0, a5), T.MultiplyAdd(s5, x1, b5), T.MultiplyAdd(s5, x2, d5));
                T s6 = T.Broadcast(Unsafe.Add(ref row, 6 * RowBlock));
                (a6, b6, d6) = (T.MultiplyAdd(s6, x0, a6), T.MultiplyAdd(s6, x1, b6), T.MultiplyAdd(s6, x2, d6));
                T s7 = T.Broadcast(Unsafe.Add(ref row, 7 * RowBlock));
                (a7, b7, d7) = (T.MultiplyAdd(s7, x0, a7), T.MultiplyAdd(s7, x1, b7), T.MultiplyAdd(s7, x2, d7));
            }

            s = ref Unsafe.Add(ref s, RowBlock * depth);
        }

        Store3(a0, b0, d0, ref a, column + 0 * stride);
        Store3(a1, b1, d1, ref a, column + 1 * stride);
        Store3(a2, b2, d2, ref a, column + 2 * stride);
        Store3(a3, b3, d3, ref a, column + 3 * stride);
        Store3(a4, b4, d4, ref a, column + 4 * stride);
        Store3(a5, b5, d5, ref a, column + 5 * stride);
        Store3(a6, b6, d6, ref a, column + 6 * stride);
        Store3(a7, b7, d7, ref a, column + 7 * stride);
    }
    /// <summary>A hint only: an address beyond the array is harmless.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref double source)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref source, Ahead)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load3<T>(ref double source, nint offset, out T a, out T b, out T c)
        where T : struct, ISimdDouble<T>
    {
        a = T.Load(ref source, offset);
        b = T.Load(ref source, offset + T.Width);
        c = T.Load(ref source, offset + 2 * T.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store3<T>(T a, T b, T c, ref double target, nint offset)
        where T : struct, ISimdDouble<T>
    {
        T.Store(a, ref target, offset);
        T.Store(b, ref target, offset + T.Width);
        T.Store(c, ref target, offset + 2 * T.Width);
    }
}
