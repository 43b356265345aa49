using System.Runtime;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Tests.Conformance;

namespace GapCore.Tests.Gates;

/// <summary>Tests that need the processor's threads to themselves run alone.</summary>
[CollectionDefinition(nameof(RunAlone), DisableParallelization = true)]
public sealed class RunAlone;

/// <summary>An evaluator that is warm allocates nothing, whatever it computes and wherever its neighbours come from.</summary>
[Collection(nameof(RunAlone))]
public sealed class AllocationGate
{
    private const int Warmup = 15;
    private const int Repeats = 40;

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
    public void One_thread(string name, Properties properties) => RequireNoAllocation(name, properties, threads: 1);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_threads(string name, Properties properties) => RequireNoAllocation(name, properties, threads: 2);

    /// <summary>
    /// Counts what each of the evaluator's threads allocates, waiting included, between two evaluations of a metered source. Counters of
    /// the whole process would not do: the test runner allocates on threads of its own.
    /// </summary>
    private static void RequireNoAllocation(string name, Properties properties, int threads)
    {
        Assert.True(GCSettings.LatencyMode == GCLatencyMode.Batch, "counts of allocated bytes are exact without background collections only");
        ConformanceModel model = ConformanceModels.Get(name);
        Structure[] structures =
        [
            Structures.Cluster(model.Species, 20, model.Spacing, seed: 71), Structures.Crystal(model.Species, 3, model.Spacing, seed: 72),
        ];
        GhostSource[] hosts = [.. structures.Select(structure => new GhostSource(structure, model.Potential.Cutoff))];
        MeteredSource metered = new(hosts[0]);
        using GapEvaluator evaluator = new(model.Potential, threads);
        EvaluationResult result = new();
        void Run(int repeats)
        {
            for (int i = 0; i < repeats; i++)
                for (int k = 0; k < structures.Length; k++)
                {
                    evaluator.Evaluate(structures[k], properties, result);
                    evaluator.Evaluate(hosts[k], properties, result);
                    evaluator.Evaluate(metered, properties, result);
                }
        }

        long[] before = new long[MeteredSource.MostThreads];
        long[] after = new long[MeteredSource.MostThreads];
        Run(Warmup);
        metered.Read(before);
        Run(Repeats);
        metered.Read(after);
        int[] working = [.. Enumerable.Range(0, before.Length).Where(thread => before[thread] != 0)];
        Assert.Equal(threads, working.Length);
        Assert.All(working, thread => Assert.True(after[thread] == before[thread],
            $"thread {thread} allocated {after[thread] - before[thread]} bytes in {Repeats} rounds once warm, expected 0"));
    }
}
