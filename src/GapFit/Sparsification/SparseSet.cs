namespace GapFit.Sparsification;

/// <summary>The sparse points of one coordinate.</summary>
/// <param name="Points">M x d in row order.</param>
/// <param name="Cutoffs">Covariance cutoff of each point, M.</param>
/// <param name="Indices">Index (from 0) of the instance that each point was, ascending; empty for points read from a file.</param>
public sealed record SparseSet(double[] Points, double[] Cutoffs, long[] Indices)
{
    /// <summary>M.</summary>
    public int Count => Cutoffs.Length;
}
