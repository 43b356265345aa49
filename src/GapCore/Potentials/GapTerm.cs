using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>One additive part of a potential: a coordinate's sparse Gaussian process, or the core potential. Immutable.</summary>
public abstract class GapTerm
{
    /// <summary>Neighbours beyond this distance (A) do not matter.</summary>
    public abstract double Cutoff { get; }

    /// <summary>Atomic numbers the term names; a 0 stands for any.</summary>
    public abstract IReadOnlyList<int> Species { get; }

    /// <summary>Bytes of the prepared data.</summary>
    public virtual long Bytes => 0;

    /// <summary>Scratch and algorithms for one thread.</summary>
    /// <param name="blockSize">Most centres per block.</param>
    /// <param name="level">Width of the arithmetic.</param>
    internal abstract TermWorkspace CreateWorkspace(int blockSize, SimdLevel level);
}

/// <summary>Evaluates one term for blocks of centres; one per thread, allocates nothing once warm.</summary>
internal abstract class TermWorkspace
{
    /// <summary>Adds the term's energy to every centre of the block and, if wanted, de_i/dr_ij to its pairs.</summary>
    internal abstract void Evaluate(NeighbourhoodBlock block, bool gradients);

    /// <summary>Adds the term's predicted variance to every centre of the block.</summary>
    internal virtual void AddVariances(NeighbourhoodBlock block)
    {
    }

    /// <summary>
    /// Hands every descriptor instance of a centre to a visitor, with derivatives if wanted. Triplets come once, with their multiplicity.
    /// </summary>
    /// <param name="neighbourhood">The centre.</param>
    /// <param name="gradients">Whether derivatives are wanted; without them an instance names no neighbours.</param>
    /// <param name="instance">Where each instance is written before the visit.</param>
    /// <param name="visit">Called once per instance.</param>
    internal virtual void Differentiate(
        Neighbourhood neighbourhood, bool gradients, DescriptorInstance instance, Action<DescriptorInstance> visit) =>
        throw new GapException(GapErrorKind.Argument, "core potential has no descriptor, expected a coordinate");

    /// <summary>Appends the descriptor vectors (QUIP's element order) of one centre.</summary>
    internal virtual void Describe(Neighbourhood neighbourhood, List<double> values, List<int> centres) =>
        throw new GapException(GapErrorKind.Argument, "core potential has no descriptor, expected the index of a coordinate");
}
