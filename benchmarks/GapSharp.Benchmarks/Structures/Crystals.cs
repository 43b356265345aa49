using GapCore.Atoms;

namespace GapSharp.Benchmarks.Structures;

/// <summary>Cubic crystals, rattled: every atom moved by a Gaussian, the same for the same seed.</summary>
internal static class Crystals
{
    private static readonly double[] BodyCentred = [0, 0, 0, 0.5, 0.5, 0.5];

    private static readonly double[] Diamond =
    [
        0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0,
        0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.25,
    ];

    /// <summary>bcc sodium, 2 repeats^3 atoms, lattice parameter (A), rattle (A).</summary>
    internal static Structure Sodium(int repeats, double lattice, double rattle, int seed) =>
        Build(11, BodyCentred, repeats, lattice, rattle, seed);

    /// <summary>Diamond silicon, 8 repeats^3 atoms.</summary>
    internal static Structure Silicon(int repeats, double lattice, double rattle, int seed) =>
        Build(14, Diamond, repeats, lattice, rattle, seed);

    private static Structure Build(int number, double[] basis, int repeats, double lattice, double rattle, int seed)
    {
        List<double> positions = [];
        for (int a = 0; a < repeats; a++)
            for (int b = 0; b < repeats; b++)
                for (int c = 0; c < repeats; c++)
                    for (int atom = 0; atom < basis.Length; atom += 3)
                        positions.AddRange([(a + basis[atom]) * lattice, (b + basis[atom + 1]) * lattice, (c + basis[atom + 2]) * lattice]);
        double side = repeats * lattice;
        Cell cell = new([side, 0, 0, 0, side, 0, 0, 0, side], true, true, true);
        return Rattled(number, positions, cell, rattle, seed);
    }

    internal static Structure Rattled(int number, List<double> positions, Cell cell, double rattle, int seed)
    {
        Gaussian gaussian = new(seed);
        double[] moved = positions.Select(x => x + rattle * gaussian.Next()).ToArray();
        int[] numbers = new int[moved.Length / 3];
        Array.Fill(numbers, number);
        return new Structure(numbers, moved, cell);
    }
}
