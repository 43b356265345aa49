namespace GapCore.Numerics;

/// <summary>
/// Modified spherical Bessel functions of the first kind, scaled: exp(-z) i_l(z), z >= 0, relative accuracy near rounding for every l.
/// Source: DLMF 10.51 (recurrences i_{l-1} - i_{l+1} = (2l+1)/z i_l).
/// </summary>
public static class ModifiedSphericalBessel
{
    /// <summary>Fills <paramref name="values"/>[l] = exp(-z) i_l(z) for l = 0 .. values.Length-1.</summary>
    public static void Scaled(double z, Span<double> values)
    {
        int last = values.Length - 1;
        if (z == 0)
        {
            values.Clear();
            values[0] = 1;
            return;
        }

        values[0] = z < 0.5 ? ScaledOrderZeroSeries(z) : (1 - Math.Exp(-2 * z)) / (2 * z);
        if (last == 0)
            return;

        // Ratios i_{l}/i_{l-1} = 1 / ((2l+1)/z + i_{l+1}/i_l) downwards: stable for every z. The start's error dies as exp(-N^2/z).
        int start = last + 30 + (int)(8 * Math.Sqrt(z));
        double ratio = 0;
        for (int l = start; l > last; l--)
            ratio = 1 / ((2 * l + 1) / z + ratio);
        for (int l = last; l >= 1; l--)
        {
            ratio = 1 / ((2 * l + 1) / z + ratio);
            values[l] = ratio;
        }

        for (int l = 1; l <= last; l++)
            values[l] *= values[l - 1];
    }

    /// <summary>exp(-z) sinh(z)/z by its power series, seven terms: below rounding for z &lt; 0.5.</summary>
    private static double ScaledOrderZeroSeries(double z)
    {
        double square = z * z;
        double sum = 1;
        for (int k = 7; k >= 1; k--)
            sum = 1 + sum * square / (2 * k * (2 * k + 1));
        return Math.Exp(-z) * sum;
    }
}
