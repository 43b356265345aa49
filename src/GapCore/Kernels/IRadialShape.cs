using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>Shape phi(q) of a kernel of the scaled squared distance q. A struct, so that the inner loop is compiled for each shape.</summary>
internal interface IRadialShape
{
    /// <summary>phi(q) and, as slope, 2 dphi/dq.</summary>
    T Evaluate<T>(T squared, out T slope)
        where T : struct, ISimdDouble<T>;
}
