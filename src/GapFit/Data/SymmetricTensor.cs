namespace GapFit.Data;

/// <summary>The six numbers xx, yx, yy, zx, zy, zz of a symmetric tensor (the order of <see cref="FitFrame.StrainGradient"/>).</summary>
internal static class SymmetricTensor
{
    /// <summary>(T + T^t)/2 of nine numbers in row order.</summary>
    public static double[] FromMatrix(ReadOnlySpan<double> t) =>
        [t[0], 0.5 * (t[1] + t[3]), t[4], 0.5 * (t[2] + t[6]), 0.5 * (t[5] + t[7]), t[8]];

    /// <summary>From the six numbers xx, yy, zz, yz, xz, xy.</summary>
    public static double[] FromVoigt(ReadOnlySpan<double> t) => [t[0], t[5], t[1], t[4], t[3], t[2]];
}
