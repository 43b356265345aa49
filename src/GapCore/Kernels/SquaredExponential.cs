using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>phi = exp(-q/2).</summary>
internal readonly struct SquaredExponential : IRadialShape
{
    public T Evaluate<T>(T squared, out T slope)
        where T : struct, ISimdDouble<T>
    {
        T value = T.Exp(T.Broadcast(-0.5) * squared);
        slope = T.Zero - value;
        return value;
    }
}
