namespace GapCore.Tests.Reference;

/// <summary>Modified spherical Bessel functions of the first kind, scaled: exp(-z) i_l(z).</summary>
internal static class ReferenceBessel
{
    /// <summary>
    /// The ratio i_l/i_{l-1} = z / (2l+1 + z i_{l+1}/i_l) is a continued fraction of positive terms, so that every step is stable;
    /// i_0 = sinh(z)/z.
    /// </summary>
    public static double Scaled(int l, double z)
    {
        double value = z < 1 ? Math.Exp(-z) * SinhOverArgument(z) : (1 - Math.Exp(-2 * z)) / (2 * z);
        double ratio = 0;
        double[] ratios = new double[l + 1];
        for (int k = l + 60 + (int)(2 * z); k >= 1; k--)
        {
            ratio = z / (2 * k + 1 + z * ratio);
            if (k <= l)
                ratios[k] = ratio;
        }

        for (int k = 1; k <= l; k++)
            value *= ratios[k];
        return value;
    }

    private static double SinhOverArgument(double z)
    {
        double term = 1;
        double sum = 1;
        for (int k = 1; k <= 15; k++)
        {
            term *= z * z / (2 * k * (2 * k + 1));
            sum += term;
        }

        return sum;
    }
}
