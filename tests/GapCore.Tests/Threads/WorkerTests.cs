using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Threads;

/// <summary>An evaluator's worker threads: failures reach the caller, thread counts may change, thousands of short rounds agree.</summary>
public sealed class WorkerTests
{
    private static ConformanceModel Model => ConformanceModels.Get("everything");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_failure_on_a_worker_reaches_the_caller_and_the_evaluator_lives_on(int threads)
    {
        Structure good = Structures.Cluster(Model.Species, 40, Model.Spacing, seed: 181);
        using GapEvaluator evaluator = new(Model.Potential, threads);
        EvaluationResult result = new();
        Evaluated expected = Evaluated.Of(evaluator, good);
        foreach (int atom in new[] { 0, 9, 17, 39 })
        {
            double[] positions = good.Positions.ToArray();
            positions.AsSpan(3 * ((atom + 1) % 40), 3).CopyTo(positions.AsSpan(3 * atom, 3));
            GapException error = Assert.Throws<GapException>(() => evaluator.Evaluate(good.With(positions), Properties.Forces, result));
            Assert.Equal(GapErrorKind.Numeric, error.Kind);
            Assert.Equal(expected.Forces, Evaluated.Of(evaluator, good).Forces);
        }
    }

    [Fact]
    public void Thousands_of_short_rounds_agree_while_the_thread_count_changes()
    {
        Structure structure = Structures.Cluster(Model.Species, 26, Model.Spacing, seed: 182);
        using GapEvaluator evaluator = new(Model.Potential);
        EvaluationResult result = new();
        evaluator.Evaluate(structure, Properties.Energy, result);
        double expected = result.Energy;
        for (int round = 0; round < 2000; round++)
        {
            evaluator.ThreadCount = 1 + round / 100 % 4;
            evaluator.Evaluate(structure, Properties.Energy, result);
            Close.Equal(expected, result.Energy, 1e-10, $"energy of round {round}");
        }
    }

    [Fact]
    public void The_same_thread_count_gives_the_same_bits()
    {
        Structure structure = Structures.Cluster(Model.Species, 50, Model.Spacing, seed: 183);
        Evaluated first = Evaluated.Of(Model, structure, threads: 3);
        for (int repeat = 0; repeat < 5; repeat++)
            Assert.Equal(first.Forces, Evaluated.Of(Model, structure, threads: 3).Forces);
    }
}
