using GapCore;

namespace GapAnalysis.Identity;

/// <summary>How much two lists of positive numbers differ, each number relative to its mean with the other.</summary>
internal static class RelativeDifference
{
    /// <summary>max_k |a_k - b_k| / ((a_k + b_k)/2), with means of at least <paramref name="smallest"/>; 0 for empty lists.</summary>
    /// <exception cref="GapException">Argument: lists of different lengths.</exception>
    internal static double Largest(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double smallest)
    {
        if (a.Length != b.Length)
            throw new GapException(GapErrorKind.Argument, $"lists of {a.Length} and {b.Length} numbers, expected clusters of the same size");
        double largest = 0;
        for (int k = 0; k < a.Length; k++)
            if (a[k] != b[k])
                largest = Math.Max(largest, Math.Abs(a[k] - b[k]) / Math.Max((a[k] + b[k]) / 2, smallest));
        return largest;
    }
}
