using GapCore.Atoms;
using GapCore.Evaluation;

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
        foreach (Structure structure in new[] { Structures.Cluster(model.Species, 5, model.Spacing, 67), Structures.Crystal(model.Species, 3, model.Spacing, 68) })
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
