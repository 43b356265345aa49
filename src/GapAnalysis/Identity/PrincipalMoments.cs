using GapAnalysis.Numerics;
using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Identity;

/// <summary>Principal moments of inertia of a cluster about its centre, all masses taken as 1: moments of the shape. Immutable.</summary>
public sealed class PrincipalMoments
{
    /// <summary>A moment this small beside the largest is that of a linear cluster about its axis, and rounding.</summary>
    private const double Rounding = 1e-6;

    private readonly double[] _values;

    private PrincipalMoments(double[] values) => _values = values;

    /// <summary>A^2 (times a mass of 1); three, descending.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Moments of a free cluster.</summary>
    public static PrincipalMoments Of(Structure structure)
    {
        ReadOnlySpan<double> positions = structure.Positions;
        Span<double> centre = stackalloc double[3];
        for (int i = 0; i < positions.Length; i++)
            centre[i % 3] += positions[i] / structure.Count;
        Span<double> tensor = stackalloc double[9];
        Span<double> r = stackalloc double[3];
        for (int atom = 0; atom < structure.Count; atom++)
        {
            for (int c = 0; c < 3; c++)
                r[c] = positions[3 * atom + c] - centre[c];
            double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
            for (int c = 0; c < 3; c++)
                for (int e = 0; e < 3; e++)
                    tensor[3 * c + e] += (c == e ? square : 0) - r[c] * r[e];
        }

        return new PrincipalMoments(SymmetricEigenvalues.Descending(tensor, 3));
    }

    /// <summary>max_k |I_k - I'_k| / ((I_k + I'_k)/2).</summary>
    public double DifferenceFrom(PrincipalMoments other) =>
        RelativeDifference.Largest(_values, other._values, Rounding * Math.Max(_values[0], other._values[0]));
}
