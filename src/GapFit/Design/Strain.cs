using GapCore.Neighbours;
using GapFit.Data;

namespace GapFit.Design;

/// <summary>
/// The six virial rows (l, k), l >= k, in the order of <see cref="FitFrame.StrainGradient"/>: (r)_l times the derivative along k (gap-math 7.3).
/// </summary>
internal static class Strain
{
    internal static int Row(int l, int k) => l * (l + 1) / 2 + k;

    /// <summary>(r_ij)_l, A.</summary>
    internal static double Displacement(Neighbourhood n, int neighbour, int l) => l switch
    {
        0 => n.Dx[neighbour],
        1 => n.Dy[neighbour],
        _ => n.Dz[neighbour],
    };
}
