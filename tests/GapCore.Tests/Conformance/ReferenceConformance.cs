using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>The fast path gives the numbers of the slow reference.</summary>
public sealed class ReferenceConformance
{
    /// <summary>eV per atom.</summary>
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Local_energies_equal_the_reference(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        ReferencePotential reference = new(model.Definition);
        foreach (Structure structure in Samples(model))
        {
            double[] expected = reference.LocalEnergies(structure);
            Evaluated full = Evaluated.Of(model, structure);
            double scale = Math.Max(1, expected.Max(Math.Abs));
            Close.Equal(expected, full.LocalEnergies, Tolerance * scale, "local energy");
            Close.Equal(expected.Sum(), full.Energy, Tolerance * scale * structure.Count, "energy");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Descriptor_vectors_equal_the_reference(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
            for (int c = 0; c < model.Definition.Coordinates.Count; c++)
            {
                string text = model.Definition.Coordinates[c].Descriptor;
                IReferenceDescriptor descriptor = ReferenceDescriptors.Create(text, model.Definition.GapVersion);
                DescriptorVectors vectors = DescriptorCalculator.Describe(model.Potential, c, structure);
                RequireSame([.. descriptor.Instances(structure)], vectors);
            }
    }

    /// <summary>Rows come in the order of the centres; within a centre in the neighbour list's, so they are compared sorted.</summary>
    private static void RequireSame(List<ReferenceInstance> expected, DescriptorVectors actual)
    {
        Assert.Equal(expected.Count, actual.Rows);
        Assert.Equal(expected.Select(instance => instance.Owners[0]), actual.Centres);
        int width = actual.Dimensions;
        IEnumerable<double[]> rows = Enumerable.Range(0, actual.Rows).Select(row => actual.Values[(row * width)..((row + 1) * width)]);
        double[][] left = Sorted(expected.Select((instance, row) => (instance.Owners[0], instance.Vector)));
        double[][] right = Sorted(rows.Select((vector, row) => (actual.Centres[row], vector)));
        for (int row = 0; row < left.Length; row++)
            Close.Equal(left[row], right[row], 1e-12 * Math.Max(1, left[row].Max(Math.Abs)), $"descriptor row {row}");
    }

    private static double[][] Sorted(IEnumerable<(int Centre, double[] Vector)> rows) =>
        [.. rows.OrderBy(row => row.Centre).ThenBy(row => Math.Round(row.Vector.Sum(), 9)).ThenBy(row => Math.Round(row.Vector[0], 9))
            .Select(row => row.Vector)];

    /// <summary>Molecules, crystals, and each element alone.</summary>
    private static IEnumerable<Structure> Samples(ConformanceModel model) =>
    [
        .. model.Species.Select(number => Structures.Cluster([number], 1, model.Spacing, seed: 50)),
        Structures.Cluster(model.Species, 6, model.Spacing, seed: 51),
        Structures.Crystal(model.Species, 3, model.Spacing, seed: 52),
        Structures.Crystal(model.Species, 4, model.Spacing, seed: 53, leftHanded: true, b: false),
    ];
}
