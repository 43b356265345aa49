using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Fingerprints;

/// <summary>What cannot be compared as a cluster is refused here.</summary>
internal static class FreeCluster
{
    /// <exception cref="GapException">Unsupported: the structure is periodic.</exception>
    internal static void Require(Structure structure)
    {
        if (!structure.Cell.IsFree)
            throw new GapException(GapErrorKind.Unsupported, "a periodic structure, expected a free cluster (pbc=\"F F F\" or no Lattice)");
    }
}
