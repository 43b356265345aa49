using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GapCore.Numerics;

/// <summary>Turns eight rows into columns, in registers where the processor has the shuffles.</summary>
internal static class Transposition
{
    /// <summary>Rows that are turned together.</summary>
    internal const int Rows = 8;

    /// <summary>
    /// target[i * targetStride + lane] = source[lane * sourceStride + i] for lane 0..7 and i below count.
    /// </summary>
    internal static void Turn(ReadOnlySpan<double> source, int sourceStride, Span<double> target, int targetStride, int count)
    {
        ref double from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target);
        int i = 0;
        if (Avx512F.IsSupported)
        {
            for (; i + 8 <= count; i += 8)
                Turn8(ref Unsafe.Add(ref from, i), sourceStride, ref Unsafe.Add(ref to, (nint)i * targetStride), targetStride);
        }
        else if (Avx.IsSupported)
        {
            for (; i + 4 <= count; i += 4)
            {
                ref double column = ref Unsafe.Add(ref to, (nint)i * targetStride);
                Turn4(ref Unsafe.Add(ref from, i), sourceStride, ref column, targetStride);
                Turn4(ref Unsafe.Add(ref from, 4 * sourceStride + i), sourceStride, ref Unsafe.Add(ref column, 4), targetStride);
            }
        }

        for (; i < count; i++)
            for (int lane = 0; lane < Rows; lane++)
                Unsafe.Add(ref to, (nint)i * targetStride + lane) = Unsafe.Add(ref from, lane * sourceStride + i);
    }

    private static void Turn8(ref double from, int stride, ref double to, int targetStride)
    {
        Pair8(ref from, stride, 0, out Vector512<double> even0, out Vector512<double> odd0);
        Pair8(ref from, stride, 2, out Vector512<double> even1, out Vector512<double> odd1);
        Pair8(ref from, stride, 4, out Vector512<double> even2, out Vector512<double> odd2);
        Pair8(ref from, stride, 6, out Vector512<double> even3, out Vector512<double> odd3);
        Spread(even0, even1, even2, even3, ref to, targetStride);
        Spread(odd0, odd1, odd2, odd3, ref Unsafe.Add(ref to, targetStride), targetStride);
    }

    /// <summary>Elements 0, 2, 4, 6 of two neighbouring rows side by side, and 1, 3, 5, 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair8(ref double from, int stride, int row, out Vector512<double> even, out Vector512<double> odd)
    {
        Vector512<double> a = Vector512.LoadUnsafe(ref from, (nuint)(row * stride));
        Vector512<double> b = Vector512.LoadUnsafe(ref from, (nuint)((row + 1) * stride));
        even = Avx512F.UnpackLow(a, b);
        odd = Avx512F.UnpackHigh(a, b);
    }

    /// <summary>Gathers equal 128-bit lanes of four vectors into rows 0, 2, 4, 6 of the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref double to, int stride)
    {
        const byte evenLanes = 0x88, oddLanes = 0xdd;
        Vector512<double> p = Avx512F.Shuffle4x128(a, b, evenLanes), q = Avx512F.Shuffle4x128(c, d, evenLanes);
        Avx512F.Shuffle4x128(p, q, evenLanes).StoreUnsafe(ref to);
        Avx512F.Shuffle4x128(p, q, oddLanes).StoreUnsafe(ref to, (nuint)(4 * stride));
        p = Avx512F.Shuffle4x128(a, b, oddLanes);
        q = Avx512F.Shuffle4x128(c, d, oddLanes);
        Avx512F.Shuffle4x128(p, q, evenLanes).StoreUnsafe(ref to, (nuint)(2 * stride));
        Avx512F.Shuffle4x128(p, q, oddLanes).StoreUnsafe(ref to, (nuint)(6 * stride));
    }

    private static void Turn4(ref double from, int stride, ref double to, int targetStride)
    {
        Vector256<double> a = Vector256.LoadUnsafe(ref from), b = Vector256.LoadUnsafe(ref from, (nuint)stride);
        Vector256<double> c = Vector256.LoadUnsafe(ref from, (nuint)(2 * stride)), d = Vector256.LoadUnsafe(ref from, (nuint)(3 * stride));
        Vector256<double> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        Avx.Permute2x128(ab, cd, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(ab, cd, 0x31).StoreUnsafe(ref to, (nuint)(2 * targetStride));
        ab = Avx.UnpackHigh(a, b);
        cd = Avx.UnpackHigh(c, d);
        Avx.Permute2x128(ab, cd, 0x20).StoreUnsafe(ref to, (nuint)targetStride);
        Avx.Permute2x128(ab, cd, 0x31).StoreUnsafe(ref to, (nuint)(3 * targetStride));
    }
}
