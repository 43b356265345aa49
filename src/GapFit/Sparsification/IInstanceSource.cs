namespace GapFit.Sparsification;

/// <summary>
/// The descriptor instances of one coordinate in all training structures, produced anew by every scan: whoever chooses sparse points reads
/// them as often as needed and never has to hold them all.
/// </summary>
public interface IInstanceSource
{
    /// <summary>Components d of a vector.</summary>
    int Dimensions { get; }

    /// <summary>
    /// Visits every instance once, in blocks, in the order of frames, centres and neighbours; the same order and bits in every scan. Blocks
    /// are visited one at a time; their arrays are reused once the visitor returns.
    /// </summary>
    void Scan(Action<InstanceBlock> visit);
}

/// <summary>Some consecutive instances.</summary>
/// <param name="First">Index of the first one among all instances, from 0.</param>
/// <param name="Count">How many.</param>
/// <param name="X">Vectors, Count x d in row order; the array may be longer.</param>
/// <param name="Cutoffs">Covariance cutoff of each instance (1 for SOAP).</param>
/// <param name="Frames">Index of the training frame of each instance.</param>
public readonly record struct InstanceBlock(long First, int Count, double[] X, double[] Cutoffs, int[] Frames);
