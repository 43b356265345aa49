namespace GapCore.Tests.Reference;

/// <summary>Numerical derivatives by central differences and Richardson extrapolation (Ridders' tableau).</summary>
internal static class Derivative
{
    private const double Ratio = 2;

    /// <summary>df/dt at t = 0: steps h, h/2, .. and the extrapolations between them; the entry with the smallest disagreement.</summary>
    public static double AtZero(Func<double, double> function, double step, int levels = 2)
    {
        double[,] table = new double[levels, levels];
        double best = double.NaN;
        double disagreement = double.PositiveInfinity;
        for (int i = 0; i < levels; i++)
        {
            double h = step / Math.Pow(Ratio, i);
            table[0, i] = (function(h) - function(-h)) / (2 * h);
            double factor = Ratio * Ratio;
            for (int j = 1; j <= i; j++, factor *= Ratio * Ratio)
            {
                table[j, i] = (table[j - 1, i] * factor - table[j - 1, i - 1]) / (factor - 1);
                double error = Math.Max(Math.Abs(table[j, i] - table[j - 1, i]), Math.Abs(table[j, i] - table[j - 1, i - 1]));
                if (error < disagreement)
                    (disagreement, best) = (error, table[j, i]);
            }
        }

        return best;
    }
}
