using GapCore.Atoms;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>Seeded random structures: atoms keep about a given spacing (A) and cycle through the given elements.</summary>
internal static class Structures
{
    private static readonly double[] Skewed = [1.0, 0.08, -0.05, 0.31, 0.95, 0.12, -0.22, 0.27, 1.05];

    /// <summary>A free cluster around a point far from the origin.</summary>
    public static Structure Cluster(int[] species, int count, double spacing, int seed)
    {
        double edge = 1.25 * spacing * Math.Cbrt(count);
        return Fill(species, count, spacing, Cell.Free, new Random(seed), random =>
            new Vector(5 + edge * random.NextDouble(), -3 + edge * random.NextDouble(), 2 + edge * random.NextDouble()));
    }

    /// <summary>
    /// A triclinic cell about as large as its few atoms need, so smaller than most cutoffs; some atoms lie outside of it.
    /// </summary>
    public static Structure Crystal(
        int[] species, int count, double spacing, int seed, bool leftHanded = false, bool a = true, bool b = true, bool c = true)
    {
        double edge = 1.15 * spacing * Math.Cbrt(count);
        double[] rows = [.. Skewed.Select(value => value * edge)];
        if (leftHanded)
            rows = [.. rows[3..6], .. rows[0..3], .. rows[6..9]];
        return Fill(species, count, spacing, new Cell(rows, a, b, c), new Random(seed), random =>
            (random.NextDouble() * 1.6 - 0.3) * Vector.Row(rows, 0)
            + random.NextDouble() * Vector.Row(rows, 1) + (random.NextDouble() - 0.2) * Vector.Row(rows, 2));
    }

    public static Structure With(this Structure structure, double[] positions) => new(structure.Numbers, positions, structure.Cell);

    /// <summary>One atom moved along one axis.</summary>
    public static Structure Displaced(this Structure structure, int component, double distance)
    {
        double[] positions = structure.Positions.ToArray();
        positions[component] += distance;
        return structure.With(positions);
    }

    /// <summary>Positions and cell under the linear map r -> M r, M in row order.</summary>
    public static Structure Mapped(this Structure structure, double[] map)
    {
        Cell cell = structure.Cell;
        return new Structure(structure.Numbers, Apply(map, structure.Positions),
            new Cell(Apply(map, cell.Rows), cell.PeriodicA, cell.PeriodicB, cell.PeriodicC));
    }

    /// <summary>The structure strained by 1 + t e_ab.</summary>
    public static Structure Strained(this Structure structure, int a, int b, double t)
    {
        double[] map = [1, 0, 0, 0, 1, 0, 0, 0, 1];
        map[3 * a + b] += t;
        return structure.Mapped(map);
    }

    /// <summary>M v for every vector v of three numbers.</summary>
    public static double[] Apply(double[] map, ReadOnlySpan<double> vectors)
    {
        double[] result = new double[vectors.Length];
        for (int i = 0; i < vectors.Length; i++)
            result[i] = Vector.Dot(Vector.Row(map, i % 3), Vector.Row(vectors, i / 3));
        return result;
    }

    private static Structure Fill(int[] species, int count, double spacing, Cell cell, Random random, Func<Random, Vector> place)
    {
        List<double> positions = [];
        int[] numbers = [.. Enumerable.Range(0, count).Select(k => species[k % species.Length])];
        double shortest = 0.95 * spacing;
        while (positions.Count < 3 * count)
        {
            Vector candidate = place(random);
            double[] trial = [.. positions, candidate.X, candidate.Y, candidate.Z];
            Structure structure = new(numbers.AsSpan(0, trial.Length / 3), trial, cell);
            if (ReferenceNeighbours.Of(structure, structure.Count - 1, shortest).Count == 0)
                positions = [.. trial];
            shortest *= 0.999;
        }

        return new Structure(numbers, [.. positions], cell);
    }
}
