using GapCore.Numerics;

namespace GapFit.Sparsification;

/// <summary>
/// The lottery of a CUR decomposition (Mahoney and Drineas 2009, 10.1073/pnas.0803205106) as gap_fit holds it: instance j has leverage
/// p_j = min(1, m/k sum_{xi=1..k} v_{j xi}^2), with v the right singular vectors of the k largest singular values, half of those that count;
/// the m smallest u_j - p_j win, u_j uniform and depending on the seed and the instance's index alone.
/// </summary>
internal static class LeverageScores
{
    /// <summary>
    /// k for eigenvalues in ascending order. Those above n epsilon times the largest count, the others are rounding: of a Gram matrix these
    /// are singular values above about 1e-8 sqrt(n) of the largest, where gap_fit, on the vectors themselves, takes all above 1e-13. At least
    /// 1, where gap_fit divides by zero, unless the matrix is zero.
    /// </summary>
    internal static int Rank(double[] eigenvalues)
    {
        const double epsilon = 2.220446049250313e-16;
        double least = eigenvalues.Length * epsilon * eigenvalues[^1];
        int significant = eigenvalues.Count(value => value > 0 && value > least);
        return Math.Max(significant / 2, Math.Min(significant, 1));
    }

    /// <summary>u_j - p_j.</summary>
    /// <param name="seed">Seed of the lottery.</param>
    /// <param name="index">Index of the instance among all.</param>
    /// <param name="count">m.</param>
    /// <param name="rank">k.</param>
    /// <param name="sum">sum_{xi} v_{j xi}^2.</param>
    internal static double Key(long seed, long index, int count, int rank, double sum) =>
        SeededRandom.At(seed, index) - (rank > 0 ? Math.Min(1, (double)count / rank * sum) : 0);
}
