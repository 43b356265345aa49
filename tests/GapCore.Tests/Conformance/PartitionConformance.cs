using GapCore.Atoms;
using GapCore.Evaluation;

namespace GapCore.Tests.Conformance;

/// <summary>Totals are the sums of their parts, and every subset of the properties gives the same numbers as all of them at once.</summary>
public sealed class PartitionConformance
{
    private const double Tolerance = 1e-10;

    /// <summary>Each property alone and some combinations, as flag bits.</summary>
    private static readonly int[] Subsets = [1, 2, 4, 8, 16, 32, 5, 12, 41, 23, 63];

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Parts_sum_to_totals(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            Evaluated full = Evaluated.Of(model, structure);
            double scale = Math.Max(full.Scale, full.LocalEnergies.Sum(Math.Abs));
            Close.Equal(full.Energy, full.LocalEnergies.Sum(), Tolerance * scale, "sum of local energies");
            foreach (double[] perAtom in new[] { full.LocalVirials, full.HalvedVirials })
            {
                double[] sums = [.. Enumerable.Range(0, 9).Select(k => Enumerable.Range(0, structure.Count).Sum(i => perAtom[9 * i + k]))];
                Close.Equal(full.Virial, sums, 10 * Tolerance * Math.Max(full.Scale, perAtom.Max(Math.Abs)), "sum of local virials");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Any_subset_of_properties_gives_the_same_numbers(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        using GapEvaluator evaluator = new(model.Potential);
        EvaluationResult result = new();
        foreach (Structure structure in Samples(model))
        {
            Evaluated full = Evaluated.Of(evaluator, structure);
            foreach (int subset in Subsets)
            {
                evaluator.Evaluate(structure, (Properties)subset, result);
                Close.Equal(full.Energy, result.Energy, Tolerance * full.Scale, $"energy with properties {(Properties)subset}");
                if (result.Forces.Length > 0)
                    Close.Equal(full.Forces, result.Forces, Tolerance * full.Scale, "force");
                if ((subset & (int)Properties.Virial) != 0)
                    Close.Equal(full.Virial, result.Virial, 10 * Tolerance * full.Scale, "virial");
                if (result.LocalEnergies.Length > 0)
                    Close.Equal(full.LocalEnergies, result.LocalEnergies, Tolerance * full.Scale, "local energy");
                if (result.LocalVirials.Length > 0)
                    Close.Equal(full.LocalVirials, result.LocalVirials, 10 * Tolerance * full.Scale, "local virial");
                if (result.LocalVirialsHalved.Length > 0)
                    Close.Equal(full.HalvedVirials, result.LocalVirialsHalved, 10 * Tolerance * full.Scale, "halved local virial");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void An_atom_beyond_every_cutoff_adds_its_isolated_energy(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        Structure cluster = Structures.Cluster(model.Species, 5, model.Spacing, seed: 23);
        Evaluated alone = Evaluated.Of(model, cluster);
        double far = cluster.Positions.ToArray().Max() + 1.001 * model.Potential.Cutoff;
        foreach (int number in model.Species)
        {
            Evaluated isolated = Evaluated.Of(model, new Structure([number], [0.0, 0.0, 0.0], Cell.Free));
            Evaluated both = Evaluated.Of(
                model, new Structure([.. cluster.Numbers, number], [.. cluster.Positions, far, 0, 0], cluster.Cell));
            Close.Equal(alone.Energy + isolated.Energy, both.Energy, Tolerance * alone.Scale, "energy with a far atom");
            Close.Equal(isolated.Energy, both.LocalEnergies[^1], Tolerance * alone.Scale, "local energy of the far atom");
            Close.Equal([.. alone.Forces, 0, 0, 0], both.Forces, Tolerance * alone.Scale, "force with a far atom");
            Assert.All(both.Forces[^3..], force => Assert.Equal(0.0, force));
        }
    }

    private static IEnumerable<Structure> Samples(ConformanceModel model) =>
    [
        Structures.Cluster(model.Species, 6, model.Spacing, seed: 21),
        Structures.Crystal(model.Species, 4, model.Spacing, seed: 22, leftHanded: true),
    ];
}
