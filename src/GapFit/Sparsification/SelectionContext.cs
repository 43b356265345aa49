namespace GapFit.Sparsification;

/// <summary>What the choice of sparse points depends on beyond the coordinate and its instances.</summary>
/// <param name="Seed">Seed of every random choice: the same seed, the same points.</param>
/// <param name="FrameConfigTypes">config_type of each training frame, for config_type_n_sparse.</param>
/// <param name="MaxPoolBytes">Most memory (bytes) for descriptor vectors that are held while choosing; the chosen points come on top.</param>
/// <param name="LengthScales">theta, d; empty for a dot product kernel.</param>
public sealed record SelectionContext(long Seed, IReadOnlyList<string> FrameConfigTypes, long MaxPoolBytes, double[] LengthScales)
{
    /// <summary>Worker threads; 0 takes one per processor. The points do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Runs independent pieces of work on the worker threads.</summary>
    internal void ForEach(int count, Action<int> work) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads > 0 ? Threads : -1 }, work);
}
