using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Numerics;

namespace GapCore.Tests.Conformance;

/// <summary>The numbers do not depend on how the work is done: threads, reuse of an evaluator, the neighbour source.</summary>
public sealed class ExecutionConformance
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void One_thread_equals_several(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        Structure structure = Structures.Cluster(model.Species, 40, model.Spacing, seed: 61);
        Evaluated one = Evaluated.Of(model, structure);
        foreach (int threads in new[] { 2, 3, 7 })
            Same(one, Evaluated.Of(model, structure, threads), Tolerance, $"{threads} threads");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_vector_width_equals_scalar(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in ClusterAndCrystal(model, 11, seed: 69))
        {
            using GapEvaluator scalar = new(model.Potential, level: SimdLevel.Scalar);
            Evaluated expected = Evaluated.Of(scalar, structure);
            foreach (SimdLevel level in new[] { SimdLevel.Vector256, SimdLevel.Vector512 })
            {
                using GapEvaluator wide = new(model.Potential, level: level);
                Same(expected, Evaluated.Of(wide, structure), Tolerance, $"{level}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Many_callers_of_one_potential_do_not_disturb_each_other(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        Structure[] structures =
            [.. Enumerable.Range(0, 6).Select(k => Structures.Cluster(model.Species, 4 + k, model.Spacing, seed: 160 + k))];
        Evaluated[] expected = [.. structures.Select(structure => Evaluated.Of(model, structure))];
        using EvaluatorPool pool = new(model.Potential);
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 6 }, k =>
        {
            GapEvaluator evaluator = pool.Rent();
            Same(expected[k % 6], Evaluated.Of(evaluator, structures[k % 6]), 0, "pooled evaluator");
            pool.Return(evaluator);
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Reuse_of_an_evaluator_equals_a_fresh_one(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        using GapEvaluator reused = new(model.Potential);
        Structure[] structures =
        [
            Structures.Cluster(model.Species, 9, model.Spacing, seed: 62), Structures.Crystal(model.Species, 3, model.Spacing, seed: 63),
            Structures.Cluster(model.Species, 2, model.Spacing, seed: 64), Structures.Cluster(model.Species, 20, model.Spacing, seed: 65),
            Structures.Crystal(model.Species, 5, model.Spacing, seed: 66, b: false),
        ];
        foreach (Structure structure in structures.Concat(structures.Reverse()))
            Same(Evaluated.Of(model, structure), Evaluated.Of(reused, structure), 0, "reused evaluator");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_hosts_list_with_ghosts_equals_the_own_list(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        using GapEvaluator evaluator = new(model.Potential);
        EvaluationResult result = new();
        foreach (Structure structure in ClusterAndCrystal(model, 5, seed: 67))
        {
            Evaluated own = Evaluated.Of(model, structure);
            GhostSource host = new(structure, model.Potential.Cutoff);
            evaluator.Evaluate(host, Evaluated.Everything, result);
            Evaluated sites = Evaluated.Copy(result);
            Evaluated folded = sites with
            {
                Forces = host.Folded(sites.Forces, 3),
                LocalEnergies = host.Folded(sites.LocalEnergies, 1),
                LocalVirials = host.Folded(sites.LocalVirials, 9),
                HalvedVirials = host.Folded(sites.HalvedVirials, 9),
            };
            Same(own, folded, Tolerance, "host's list");
        }
    }

    [Theory]
    [InlineData("everything")]
    [InlineData("si")]
    public void A_hosts_scale_multiplies_and_ignored_centres_add_nothing(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        Structure structure = Structures.Cluster(model.Species, 6, model.Spacing, seed: 73);
        using GapEvaluator evaluator = new(model.Potential);
        EvaluationResult result = new();
        evaluator.Evaluate(new GhostSource(structure, model.Potential.Cutoff), Evaluated.Everything, result);
        Evaluated once = Evaluated.Copy(result);
        evaluator.Evaluate(new GhostSource(structure, model.Potential.Cutoff) { Scale = 2.5 }, Evaluated.Everything, result);
        Close.Equal([.. once.Forces.Select(f => 2.5 * f)], result.Forces, Tolerance * once.Scale, "scaled force");
        Close.Equal([.. once.LocalEnergies.Select(e => 2.5 * e)], result.LocalEnergies, Tolerance * 100, "scaled local energy");

        evaluator.Evaluate(new GhostSource(structure, model.Potential.Cutoff) { Ignored = 2 }, Evaluated.Everything, result);
        double[] expected = [.. once.LocalEnergies];
        expected[2] = 0;
        Close.Equal(expected, result.LocalEnergies, Tolerance * 100, "local energy with an ignored centre");
        Close.Equal(expected.Sum(), result.Energy, Tolerance * 100, "energy with an ignored centre");
    }

    private static Structure[] ClusterAndCrystal(ConformanceModel model, int atoms, int seed) =>
        [Structures.Cluster(model.Species, atoms, model.Spacing, seed), Structures.Crystal(model.Species, 3, model.Spacing, seed + 1)];

    private static void Same(Evaluated expected, Evaluated actual, double tolerance, string what)
    {
        double allowed = tolerance * Math.Max(expected.Scale, expected.LocalEnergies.Max(Math.Abs));
        Close.Equal(expected.Energy, actual.Energy, allowed * expected.LocalEnergies.Length, $"{what}: energy");
        Close.Equal(expected.Forces, actual.Forces, allowed, $"{what}: force");
        Close.Equal(expected.LocalEnergies, actual.LocalEnergies, allowed, $"{what}: local energy");
        Close.Equal(expected.Virial, actual.Virial, 10 * allowed, $"{what}: virial");
        Close.Equal(expected.LocalVirials, actual.LocalVirials, 10 * allowed, $"{what}: local virial");
        Close.Equal(expected.HalvedVirials, actual.HalvedVirials, 10 * allowed, $"{what}: halved local virial");
    }
}
