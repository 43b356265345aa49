using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// phi = (1-r)^{J+1} [(J+1) r + 1] for r = sqrt(q) below 1, zero beyond, with J = floor(d/2) + 2: Wendland's compactly supported
/// polynomial of smoothness 1 (Rasmussen and Williams 2006, eq. 4.21).
/// </summary>
internal readonly struct PiecewisePolynomial(int dimensions) : IRadialShape
{
    private readonly int _degree = dimensions / 2 + 2;

    public T Evaluate<T>(T squared, out T slope)
        where T : struct, ISimdDouble<T>
    {
        T r = T.Sqrt(squared);
        T inside = T.Max(T.Broadcast(1) - r, T.Zero);
        T power = T.Broadcast(1);
        for (int i = 0; i < _degree; i++)
            power *= inside;

        // d phi/dr = -(J+1)(J+2) r (1-r)^J; divided by r it is regular at the origin.
        slope = T.Broadcast(-(_degree + 1.0) * (_degree + 2)) * power;
        return power * inside * T.MultiplyAdd(T.Broadcast(_degree + 1), r, T.Broadcast(1));
    }
}
