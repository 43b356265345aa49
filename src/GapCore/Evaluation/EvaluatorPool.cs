using System.Collections.Concurrent;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>Evaluators of one potential for many calling threads: rent, evaluate, return. Thread-safe.</summary>
public sealed class EvaluatorPool(GapPotential potential, int threadsPerEvaluator = 1) : IDisposable
{
    private readonly ConcurrentBag<GapEvaluator> _idle = [];

    public GapPotential Potential { get; } = potential;

    /// <summary>Takes an idle evaluator or makes one.</summary>
    public GapEvaluator Rent() => _idle.TryTake(out GapEvaluator? evaluator) ? evaluator : new GapEvaluator(Potential, threadsPerEvaluator);

    public void Return(GapEvaluator evaluator) => _idle.Add(evaluator);

    public void Dispose()
    {
        while (_idle.TryTake(out GapEvaluator? evaluator))
            evaluator.Dispose();
    }
}
