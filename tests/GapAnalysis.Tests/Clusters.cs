using GapCore.Atoms;

namespace GapAnalysis.Tests;

/// <summary>Clusters of the tests, and motions that leave a cluster the same.</summary>
internal static class Clusters
{
    /// <summary>Thirteen atoms, the outer ones a/sqrt(2) from the one in the middle, as <c>ase.cluster.Icosahedron</c> makes them.</summary>
    public static Structure Icosahedron(int number, double latticeConstant)
    {
        double golden = (1 + Math.Sqrt(5)) / 2;
        double half = latticeConstant / Math.Sqrt(2 * (1 + golden * golden));
        List<double> positions = [0, 0, 0];
        foreach (double one in (double[])[-1, 1])
            foreach (double other in (double[])[-golden, golden])
                positions.AddRange([0, one * half, other * half, one * half, other * half, 0, other * half, 0, one * half]);
        return new Structure(Enumerable.Repeat(number, 13).ToArray(), [.. positions], Cell.Free);
    }

    /// <summary>Atoms at random places of a cube, none closer than 2 A.</summary>
    public static Structure Random(int[] numbers, Random random)
    {
        double edge = 3.2 * Math.Cbrt(numbers.Length);
        List<double> positions = [];
        while (positions.Count < 3 * numbers.Length)
        {
            double[] place = [edge * random.NextDouble(), edge * random.NextDouble(), edge * random.NextDouble()];
            if (!positions.Chunk(3).Any(other => Math.Sqrt(other.Zip(place, (a, b) => (a - b) * (a - b)).Sum()) < 2))
                positions.AddRange(place);
        }

        return new Structure(numbers, [.. positions], Cell.Free);
    }

    public static Structure Random(int number, int count, Random random) => Random([.. Enumerable.Repeat(number, count)], random);

    /// <summary>The same cluster rotated (every second time inverted too), shifted and renumbered at random.</summary>
    public static Structure Moved(Structure structure, Random random)
    {
        double[] q = [.. Enumerable.Range(0, 4).Select(_ => random.NextDouble() - 0.5)];
        double norm = Math.Sqrt(q.Sum(x => x * x));
        (double w, double x, double y, double z) = (q[0] / norm, q[1] / norm, q[2] / norm, q[3] / norm);
        double[] rotation =
        [
            1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
            2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
            2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y),
        ];
        double sign = random.Next(2) == 0 ? 1 : -1;
        double[] shift = [20 * random.NextDouble() - 10, 20 * random.NextDouble() - 10, 20 * random.NextDouble() - 10];
        int[] order = [.. Enumerable.Range(0, structure.Count)];
        random.Shuffle(order);
        var numbers = new int[order.Length];
        var positions = new double[3 * order.Length];
        for (int atom = 0; atom < order.Length; atom++)
        {
            numbers[atom] = structure.Numbers[order[atom]];
            for (int c = 0; c < 3; c++)
            {
                positions[3 * atom + c] = shift[c];
                for (int e = 0; e < 3; e++)
                    positions[3 * atom + c] += sign * rotation[3 * c + e] * structure.Positions[3 * order[atom] + e];
            }
        }

        return new Structure(numbers, positions, Cell.Free);
    }

    /// <summary>Every coordinate displaced by up to <paramref name="size"/>, A.</summary>
    public static Structure Rattled(Structure structure, double size, Random random) => new(
        structure.Numbers,
        [.. structure.Positions.ToArray().Select(x => x + size * (2 * random.NextDouble() - 1))],
        structure.Cell);
}
