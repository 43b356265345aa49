using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Gates;

/// <summary>Tests that read process-wide counters run alone.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;

/// <summary>An evaluator that is warm allocates nothing, whatever it computes and wherever its neighbours come from.</summary>
[Collection(nameof(RunAlone))]
public sealed class AllocationGate
{
    private const int Warmup = 20;
    private const int Repeats = 2;
    private const int Batches = 60;

    private static readonly Properties[] Wanted =
    [
        Properties.Energy, Properties.Forces, Properties.Energy | Properties.Virial, Evaluated.Everything | Properties.Variances,
    ];

    public static TheoryData<string, Properties> Cases
    {
        get
        {
            TheoryData<string, Properties> cases = [];
            foreach (string model in new[] { "na-dft", "si", "si-core", "sic" })
                foreach (Properties properties in Wanted)
                    cases.Add(model, properties);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_thread_own_list(string name, Properties properties)
    {
        (GapPotential potential, Structure[] structures) = Load(name);
        using GapEvaluator evaluator = new(potential);
        EvaluationResult result = new();
        RequireNoAllocation(GC.GetAllocatedBytesForCurrentThread, () =>
        {
            foreach (Structure structure in structures)
                evaluator.Evaluate(structure, properties, result);
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_thread_hosts_list(string name, Properties properties)
    {
        (GapPotential potential, Structure[] structures) = Load(name);
        using GapEvaluator evaluator = new(potential);
        EvaluationResult result = new();
        GhostSource[] sources = [.. structures.Select(structure => new GhostSource(structure, potential.Cutoff))];
        RequireNoAllocation(GC.GetAllocatedBytesForCurrentThread, () =>
        {
            foreach (GhostSource source in sources)
                evaluator.Evaluate(source, properties, result);
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_threads(string name, Properties properties)
    {
        (GapPotential potential, Structure[] structures) = Load(name);
        using GapEvaluator evaluator = new(potential, threads: 2);
        EvaluationResult result = new();
        GhostSource[] sources = [.. structures.Select(structure => new GhostSource(structure, potential.Cutoff))];
        RequireNoAllocation(() => GC.GetTotalAllocatedBytes(precise: true), () =>
        {
            for (int i = 0; i < structures.Length; i++)
            {
                evaluator.Evaluate(structures[i], properties, result);
                evaluator.Evaluate(sources[i], properties, result);
            }
        });
    }

    private static (GapPotential Potential, Structure[] Structures) Load(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        return (model.Potential,
        [
            Structures.Cluster(model.Species, 9, model.Spacing, seed: 71), Structures.Crystal(model.Species, 3, model.Spacing, seed: 72),
        ]);
    }

    /// <summary>
    /// The smallest of many counts must be zero: the test runner's own threads allocate a few times a second, an evaluation that allocates
    /// does so every time.
    /// </summary>
    private static void RequireNoAllocation(Func<long> allocated, Action work)
    {
        for (int i = 0; i < Warmup; i++)
            work();
        long smallest = long.MaxValue;
        for (int batch = 0; batch < Batches && smallest > 0; batch++)
        {
            long before = allocated();
            for (int i = 0; i < Repeats; i++)
                work();
            smallest = Math.Min(smallest, allocated() - before);
        }

        Assert.True(smallest == 0, $"{smallest} bytes allocated in {Repeats} evaluations once warm, expected 0");
    }
}
