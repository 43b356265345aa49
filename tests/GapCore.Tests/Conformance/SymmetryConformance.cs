using GapCore.Atoms;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>Under the symmetries of space and of the lattice energies stay, forces and virials change as tensors do.</summary>
public sealed class SymmetryConformance
{
    /// <summary>eV and eV/A for numbers of order 1: sums of large weights with alternating signs, rounded (gap-math section 10).</summary>
    private const double Tolerance = 1e-9;

    private static readonly double[] Inversion = [-1, 0, 0, 0, -1, 0, 0, 0, -1];

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Rotation_and_inversion(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
            foreach (double[] map in new[] { RandomRotation(5), RandomRotation(6), Inversion })
            {
                Evaluated before = Evaluated.Of(model, structure);
                Evaluated after = Evaluated.Of(model, structure.Mapped(map));
                SameEnergies(before, after, order: null);
                Close.Equal(Structures.Apply(map, before.Forces), after.Forces, Tolerance * before.Scale, "mapped force");
                Close.Equal(MappedTensor(map, before.Virial), after.Virial, 10 * Tolerance * before.Scale, "mapped virial");
            }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Translation_and_other_images_of_the_atoms(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            double[] positions = structure.Positions.ToArray();
            for (int i = 0; i < positions.Length; i++)
                positions[i] += new[] { 3.7, -11.2, 0.9 }[i % 3];
            for (int atom = 0; atom < structure.Count; atom++)
                for (int d = 0; d < 3; d++)
                    if (structure.Cell.IsPeriodic(d))
                        for (int axis = 0; axis < 3; axis++)
                            positions[3 * atom + axis] += ((atom + d) % 4 - 2) * structure.Cell.Rows[3 * d + axis];
            Same(Evaluated.Of(model, structure), Evaluated.Of(model, structure.With(positions)), order: null);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Permutation(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            int[] order = [.. Enumerable.Range(0, structure.Count).Reverse()];
            (order[0], order[1]) = (order[1], order[0]);
            Structure permuted = new([.. order.Select(i => structure.Numbers[i])],
                [.. order.SelectMany(i => structure.Positions.Slice(3 * i, 3).ToArray())], structure.Cell);
            Same(Evaluated.Of(model, structure), Evaluated.Of(model, permuted), order);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Periodic_equals_supercell(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        Structure cell = Structures.Crystal(model.Species, 3, model.Spacing, seed: 9);
        double[] rows = cell.Cell.Rows.ToArray();
        double[] doubled = [.. rows[0..3], .. rows[3..6].Select(x => 2 * x), .. rows[6..9]];
        double[] copy = [.. cell.Positions.ToArray().Select((x, i) => x + rows[3 + i % 3])];
        Structure supercell = new([.. cell.Numbers, .. cell.Numbers], [.. cell.Positions, .. copy], new Cell(doubled, true, true, true));
        Evaluated one = Evaluated.Of(model, cell);
        Evaluated two = Evaluated.Of(model, supercell);
        Close.Equal(2 * one.Energy, two.Energy, Tolerance * one.Scale, "energy of two cells");
        Close.Equal([.. one.Forces, .. one.Forces], two.Forces, Tolerance * one.Scale, "force in the supercell");
        double[] local = [.. one.LocalEnergies, .. one.LocalEnergies];
        Close.Equal(local, two.LocalEnergies, Tolerance * one.Scale, "local energy in the supercell");
        Close.Equal([.. one.Virial.Select(w => 2 * w)], two.Virial, 10 * Tolerance * one.Scale, "virial of two cells");
    }

    private static IEnumerable<Structure> Samples(ConformanceModel model) =>
    [
        Structures.Cluster(model.Species, 7, model.Spacing, seed: 11),
        Structures.Crystal(model.Species, 4, model.Spacing, seed: 12),
        Structures.Crystal(model.Species, 5, model.Spacing, seed: 13, a: false, c: false),
    ];

    private static void Same(Evaluated before, Evaluated after, int[]? order)
    {
        SameEnergies(before, after, order);
        Close.Equal(Reordered(before.Forces, 3, order), after.Forces, Tolerance * before.Scale, "force");
        Close.Equal(before.Virial, after.Virial, 10 * Tolerance * before.Scale, "virial");
    }

    private static void SameEnergies(Evaluated before, Evaluated after, int[]? order)
    {
        Close.Equal(before.Energy, after.Energy, Tolerance * before.Scale, "energy");
        Close.Equal(Reordered(before.LocalEnergies, 1, order), after.LocalEnergies, Tolerance * before.Scale, "local energy");
    }

    private static double[] Reordered(double[] values, int width, int[]? order) =>
        order is null ? values : [.. order.SelectMany(i => values[(width * i)..(width * (i + 1))])];

    /// <summary>M W M^T.</summary>
    private static double[] MappedTensor(double[] map, double[] tensor)
    {
        double[] result = new double[9];
        for (int i = 0; i < 81; i++)
        {
            (int a, int b, int c, int d) = (i / 27, i / 9 % 3, i / 3 % 3, i % 3);
            result[3 * a + b] += map[3 * a + c] * tensor[3 * c + d] * map[3 * b + d];
        }

        return result;
    }

    /// <summary>Rows made orthonormal from random vectors; right-handed.</summary>
    private static double[] RandomRotation(int seed)
    {
        Random random = new(seed);
        Vector Draw() => new(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
        Vector first = Draw();
        first = 1 / first.Norm * first;
        Vector third = Vector.Cross(first, Draw());
        third = 1 / third.Norm * third;
        Vector second = Vector.Cross(third, first);
        return [first.X, first.Y, first.Z, second.X, second.Y, second.Z, third.X, third.Y, third.Z];
    }
}
