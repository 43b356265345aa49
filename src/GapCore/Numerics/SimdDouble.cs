using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GapCore.Numerics;

/// <summary>
/// A vector of doubles of some width. Algorithms are written once over this interface; the compiler specialises them for each width
/// (type arguments are structs), so that scalar, 256-bit and 512-bit code share one source.
/// </summary>
internal interface ISimdDouble<T>
    where T : struct, ISimdDouble<T>
{
    static abstract int Width { get; }

    static abstract T Zero { get; }

    static abstract T Broadcast(double value);

    static abstract T Load(ref double source, nint offset);

    static abstract void Store(T value, ref double target, nint offset);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator *(T a, T b);

    /// <summary>a b + c, rounded once where the processor can.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    static abstract T Exp(T a);

    static abstract T Sqrt(T a);

    static abstract T Max(T a, T b);

    static abstract double Sum(T a);
}

internal readonly struct SimdScalar(double value) : ISimdDouble<SimdScalar>
{
    private readonly double _value = value;

    public double Value => _value;

    public static int Width => 1;

    public static SimdScalar Zero => default;

    public static SimdScalar Broadcast(double value) => new(value);

    public static SimdScalar Load(ref double source, nint offset) => new(Unsafe.Add(ref source, offset));

    public static void Store(SimdScalar value, ref double target, nint offset) => Unsafe.Add(ref target, offset) = value._value;

    public static SimdScalar operator +(SimdScalar a, SimdScalar b) => new(a._value + b._value);

    public static SimdScalar operator -(SimdScalar a, SimdScalar b) => new(a._value - b._value);

    public static SimdScalar operator *(SimdScalar a, SimdScalar b) => new(a._value * b._value);

    // Not Math.FusedMultiplyAdd: without FMA hardware that is a slow library call.
    public static SimdScalar MultiplyAdd(SimdScalar a, SimdScalar b, SimdScalar c) => new(a._value * b._value + c._value);

    public static SimdScalar Exp(SimdScalar a) => new(Math.Exp(a._value));

    public static SimdScalar Sqrt(SimdScalar a) => new(Math.Sqrt(a._value));

    public static SimdScalar Max(SimdScalar a, SimdScalar b) => new(Math.Max(a._value, b._value));

    public static double Sum(SimdScalar a) => a._value;
}

internal readonly struct Simd256(Vector256<double> value) : ISimdDouble<Simd256>
{
    private readonly Vector256<double> _value = value;

    public static int Width => 4;

    public static Simd256 Zero => default;

    public static Simd256 Broadcast(double value) => new(Vector256.Create(value));

    public static Simd256 Load(ref double source, nint offset) => new(Vector256.LoadUnsafe(ref source, (nuint)offset));

    public static void Store(Simd256 value, ref double target, nint offset) => value._value.StoreUnsafe(ref target, (nuint)offset);

    public static Simd256 operator +(Simd256 a, Simd256 b) => new(a._value + b._value);

    public static Simd256 operator -(Simd256 a, Simd256 b) => new(a._value - b._value);

    public static Simd256 operator *(Simd256 a, Simd256 b) => new(a._value * b._value);

    public static Simd256 MultiplyAdd(Simd256 a, Simd256 b, Simd256 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    public static Simd256 Exp(Simd256 a) => new(Vector256.Exp(a._value));

    public static Simd256 Sqrt(Simd256 a) => new(Vector256.Sqrt(a._value));

    public static Simd256 Max(Simd256 a, Simd256 b) => new(Vector256.Max(a._value, b._value));

    public static double Sum(Simd256 a) => Vector256.Sum(a._value);
}

internal readonly struct Simd512(Vector512<double> value) : ISimdDouble<Simd512>
{
    private readonly Vector512<double> _value = value;

    public static int Width => 8;

    public static Simd512 Zero => default;

    public static Simd512 Broadcast(double value) => new(Vector512.Create(value));

    public static Simd512 Load(ref double source, nint offset) => new(Vector512.LoadUnsafe(ref source, (nuint)offset));

    public static void Store(Simd512 value, ref double target, nint offset) => value._value.StoreUnsafe(ref target, (nuint)offset);

    public static Simd512 operator +(Simd512 a, Simd512 b) => new(a._value + b._value);

    public static Simd512 operator -(Simd512 a, Simd512 b) => new(a._value - b._value);

    public static Simd512 operator *(Simd512 a, Simd512 b) => new(a._value * b._value);

    public static Simd512 MultiplyAdd(Simd512 a, Simd512 b, Simd512 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    public static Simd512 Exp(Simd512 a) => new(Vector512.Exp(a._value));

    public static Simd512 Sqrt(Simd512 a) => new(Vector512.Sqrt(a._value));

    public static Simd512 Max(Simd512 a, Simd512 b) => new(Vector512.Max(a._value, b._value));

    public static double Sum(Simd512 a) => Vector512.Sum(a._value);
}
