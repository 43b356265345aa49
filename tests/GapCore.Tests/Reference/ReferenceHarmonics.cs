using System.Numerics;

namespace GapCore.Tests.Reference;

/// <summary>Complex spherical harmonics, orthonormal on the sphere, by associated Legendre functions.</summary>
internal static class ReferenceHarmonics
{
    public static Complex Y(int l, int m, Vector u)
    {
        if (m < 0)
            return (m % 2 == 0 ? 1 : -1) * Complex.Conjugate(Y(l, -m, u));
        double cosine = u.Z / u.Norm;
        double norm = (2 * l + 1) / (4 * Math.PI);
        for (int k = l - m + 1; k <= l + m; k++)
            norm /= k;
        return Complex.FromPolarCoordinates(Math.Sqrt(norm), m * Math.Atan2(u.Y, u.X)) * Legendre(l, m, cosine);
    }

    /// <summary>P_l^m(x) with the Condon-Shortley sign, upwards in l from P_m^m = (-1)^m (2m-1)!! (1-x^2)^{m/2}.</summary>
    private static double Legendre(int l, int m, double x)
    {
        double value = 1;
        for (int k = 1; k <= m; k++)
            value *= -(2 * k - 1) * Math.Sqrt(Math.Max(0, 1 - x * x));
        double below = 0;
        for (int k = m + 1; k <= l; k++)
            (below, value) = (value, ((2 * k - 1) * x * value - (k + m - 1) * below) / (k - m));
        return value;
    }
}
