using GapCore.Neighbours;

namespace GapFit.Design;

/// <summary>The six virial rows (l, k), l >= k, in the order xx, yx, zx, yy, zy, zz: (r)_l times the derivative along k (gap-math 7.2, 7.3).</summary>
internal static class Strain
{
    internal static int Row(int l, int k) => k * (5 - k) / 2 + l;

    /// <summary>(r_ij)_l, A.</summary>
    internal static double Displacement(Neighbourhood n, int neighbour, int l) => l switch
    {
        0 => n.Dx[neighbour],
        1 => n.Dy[neighbour],
        _ => n.Dz[neighbour],
    };
}
