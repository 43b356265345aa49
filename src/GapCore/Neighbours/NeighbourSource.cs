namespace GapCore.Neighbours;

/// <summary>
/// Where the evaluator gets its centres and their neighbours from: GapSharp's own neighbour list, or the list that a host MD
/// code hands in. <see cref="Gather"/> is called once per centre and may be called from several threads at once.
/// </summary>
public abstract class NeighbourSource
{
    /// <summary>Number of sites that can carry a force (atoms; local plus ghost atoms of a host).</summary>
    public abstract int SiteCount { get; }

    /// <summary>Number of centres: atoms whose local energy is wanted.</summary>
    public abstract int CentreCount { get; }

    /// <summary>
    /// Fills <paramref name="neighbourhood"/> with centre number <paramref name="centre"/> (0..CentreCount-1) and every neighbour closer
    /// than <paramref name="cutoff"/> (A, strictly), periodic images and images of the centre itself included. A centre whose atomic
    /// number is 0 is ignored.
    /// </summary>
    /// <exception cref="GapException">A distance is not finite, or two atoms coincide.</exception>
    public abstract void Gather(int centre, double cutoff, Neighbourhood neighbourhood);
}
