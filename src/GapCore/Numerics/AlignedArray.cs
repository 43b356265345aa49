using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GapCore.Numerics;

/// <summary>
/// Doubles, zero at first, that begin at a multiple of 64 bytes and stay there: rows padded to whole vectors then never make a vector
/// span two cache lines, which costs the processor two loads.
/// </summary>
internal readonly struct AlignedArray
{
    private const int LineBytes = 64;
    private const int LineDoubles = LineBytes / sizeof(double);

    private readonly double[] _array;
    private readonly int _start;

    internal unsafe AlignedArray(int length)
    {
        _array = GC.AllocateArray<double>(checked(length + LineDoubles - 1), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((LineBytes - address % LineBytes) % LineBytes / sizeof(double));
        Length = length;
    }

    internal int Length { get; }

    internal ref double this[int index] => ref AsSpan()[index];

    public static implicit operator Span<double>(AlignedArray array) => array.AsSpan();

    public static implicit operator ReadOnlySpan<double>(AlignedArray array) => array.AsSpan();

    internal Span<double> AsSpan() => new(_array, _start, Length);

    internal Span<double> AsSpan(int start) => AsSpan()[start..];

    internal Span<double> AsSpan(int start, int length) => AsSpan().Slice(start, length);
}
