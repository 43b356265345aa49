using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>
/// Evaluates one potential. Not thread-safe: one evaluator per calling thread (see <see cref="EvaluatorPool"/>); the potential is shared.
/// Allocates nothing once warm.
/// </summary>
public sealed class GapEvaluator : IDisposable
{
    public GapEvaluator(GapPotential potential, int threads = 1)
    {
        Potential = potential;
        ThreadCount = threads;
    }

    public GapPotential Potential { get; }

    /// <summary>Worker threads (1..256).</summary>
    public int ThreadCount { get; set; }

    /// <summary>Evaluates a structure with GapSharp's own neighbour list.</summary>
    public void Evaluate(Structure structure, Properties properties, EvaluationResult result) =>
        Evaluate(structure.Numbers, structure.Positions, structure.Cell, properties, result);

    /// <summary>The same from bare arrays: atomic numbers (N), positions (3N, A). Input is validated.</summary>
    public void Evaluate(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, Properties properties, EvaluationResult result) =>
        throw new NotImplementedException();

    /// <summary>Evaluates the centres of any neighbour source (a host's list). Results are per site.</summary>
    public void Evaluate(NeighbourSource source, Properties properties, EvaluationResult result) => throw new NotImplementedException();

    public void Dispose()
    {
    }
}
