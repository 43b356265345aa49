using GapCore;
using GapFit.LinearAlgebra;

namespace GapFit.Ranks;

/// <summary>
/// Merges the least squares of all ranks onto rank 0, up a binary tree: in round k = 0, 1, ... rank r 2^(k+1) takes the factor of the rank
/// 2^k above it. The order depends on nothing but the number of ranks. A rank needs memory for one band of rows, not for another factor.
/// </summary>
public static class TreeReduction
{
    /// <summary>Collective. Rank 0's factor then holds the rows of all ranks; those of the others are of no more use.</summary>
    /// <exception cref="GapException">Argument, on all ranks: the factors differ in their number of unknowns.</exception>
    public static void MergeOntoRoot(this IRankGroup ranks, TriangularFactor factor)
    {
        long unknowns = ranks.Max(factor.Unknowns);
        ranks.Share(() =>
        {
            if (factor.Unknowns != unknowns)
                throw new GapException(GapErrorKind.Argument,
                    $"least squares of rank {ranks.Rank} have {factor.Unknowns} unknowns, expected {unknowns} as on other ranks");
        });

        double[] band = new double[factor.BandLength(0)];
        for (int step = 1; step < ranks.Count; step *= 2)
        {
            if (ranks.Rank % (2 * step) != 0)
            {
                Send(ranks, factor, band, ranks.Rank - step);
                return;
            }

            if (ranks.Rank + step < ranks.Count)
                Receive(ranks, factor, band, ranks.Rank + step);
        }
    }

    private static void Send(IRankGroup ranks, TriangularFactor factor, double[] band, int to)
    {
        for (int k = 0; k < factor.Bands; k++)
        {
            Span<double> numbers = band.AsSpan(0, factor.BandLength(k));
            factor.CopyBandTo(k, numbers);
            ranks.Send(numbers, to);
        }
    }

    private static void Receive(IRankGroup ranks, TriangularFactor factor, double[] band, int from)
    {
        for (int k = 0; k < factor.Bands; k++)
        {
            Span<double> numbers = band.AsSpan(0, factor.BandLength(k));
            ranks.Receive(numbers, from);
            factor.MergeBand(k, numbers);
        }
    }
}
