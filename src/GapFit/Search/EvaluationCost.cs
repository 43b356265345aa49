using System.Diagnostics;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapFit.Search;

/// <summary>What a potential costs to use.</summary>
internal static class EvaluationCost
{
    private const int Repetitions = 3;

    /// <summary>Time of energy and forces per atom, ms, one thread: the fastest of a few evaluations of a structure.</summary>
    /// <returns>null where the potential cannot be evaluated.</returns>
    internal static double? PerAtom(GapDefinition definition, ExtendedXyzFrame frame)
    {
        try
        {
            using var evaluator = new GapEvaluator(GapPotential.FromDefinition(definition));
            var result = new EvaluationResult();
            TimeSpan best = TimeSpan.MaxValue;
            for (int i = 0; i < Repetitions; i++)
            {
                long began = Stopwatch.GetTimestamp();
                evaluator.Evaluate(frame.Structure, Properties.Energy | Properties.Forces, result);
                TimeSpan taken = Stopwatch.GetElapsedTime(began);
                best = taken < best ? taken : best;
            }

            return best.TotalMilliseconds / frame.Structure.Count;
        }
        catch (GapException)
        {
            return null;
        }
    }
}
