using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;

namespace GapCore.Tests.Conformance;

/// <summary>A copy of everything one evaluation gave.</summary>
internal sealed record Evaluated(
    double Energy, double[] Forces, double[] Virial, double[] LocalEnergies, double[] LocalVirials, double[] HalvedVirials)
{
    public const Properties Everything = Properties.Energy | Properties.LocalEnergies | Properties.Forces | Properties.Virial
        | Properties.LocalVirials | Properties.LocalVirialsHalved;

    /// <summary>Largest force component, at least 1 eV/A: the scale that absolute tolerances are multiplied with.</summary>
    public double Scale => Forces.Select(Math.Abs).Append(1).Max();

    public static Evaluated Of(ConformanceModel model, Structure structure, int threads = 1) => Of(model.Potential, structure, threads);

    public static Evaluated Of(GapPotential potential, Structure structure, int threads = 1)
    {
        using GapEvaluator evaluator = new(potential, threads);
        return Of(evaluator, structure);
    }

    public static Evaluated Of(GapEvaluator evaluator, Structure structure)
    {
        EvaluationResult result = new();
        evaluator.Evaluate(structure, Everything, result);
        return Copy(result);
    }

    public static Evaluated Copy(EvaluationResult result) => new(result.Energy, result.Forces.ToArray(), [.. result.Virial],
        result.LocalEnergies.ToArray(), result.LocalVirials.ToArray(), result.LocalVirialsHalved.ToArray());

    /// <summary>Only the energy, from an evaluator that is kept by the caller.</summary>
    public static double EnergyOf(GapEvaluator evaluator, EvaluationResult result, Structure structure)
    {
        evaluator.Evaluate(structure, Properties.Energy, result);
        return result.Energy;
    }
}
