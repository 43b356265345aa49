using System.Runtime.Intrinsics;

namespace GapCore.Numerics;

/// <summary>Width of the arithmetic; results agree between levels to rounding.</summary>
public enum SimdLevel
{
    /// <summary>One double at a time: the reference.</summary>
    Scalar,

    /// <summary>Four doubles (AVX2, or two NEON registers).</summary>
    Vector256,

    /// <summary>Eight doubles (AVX-512).</summary>
    Vector512,
}

/// <summary>What this processor offers.</summary>
public static class Simd
{
    /// <summary>Widest level the processor supports.</summary>
    public static SimdLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated ? SimdLevel.Vector256
        : SimdLevel.Scalar;

    /// <summary>Rounds a length up to whole vectors of the widest level, so that every level reads the same padded arrays.</summary>
    public static int Pad(int length) => (length + 7) & ~7;
}
