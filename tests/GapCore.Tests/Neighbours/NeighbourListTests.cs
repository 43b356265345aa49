using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Neighbours;

/// <summary>GapSharp's neighbour list finds exactly the neighbours that trying every image finds.</summary>
public sealed class NeighbourListTests
{
    private static readonly (string Name, Cell Cell)[] Cells =
    [
        ("free", Cell.Free),
        ("cube", new Cell([9, 0, 0, 0, 9, 0, 0, 0, 9], true, true, true)),
        ("triclinic", new Cell([8, 0.5, -1, 3, 7, 1, -2, 2.5, 9], true, true, true)),
        ("left-handed", new Cell([3, 7, 1, 8, 0.5, -1, -2, 2.5, 9], true, true, true)),
        ("strongly skewed", new Cell([5, 0, 0, 14, 5, 0, -23, 17, 6], true, true, true)),
        ("smaller than the cutoff", new Cell([2.1, 0, 0.3, 0.4, 1.9, 0, -0.2, 0.3, 2.3], true, true, true)),
        ("flat", new Cell([25, 0, 0, 0, 1.7, 0, 0, 0, 25], true, true, true)),
        ("slab", new Cell([6.1, 0, 0, 1, 6, 0, 0, 0, 0], true, true, false)),
        ("slab with a skewed free vector", new Cell([6.1, 0, 0, 5, 5, 7, 1, 6.3, 0], true, false, true)),
        ("wire", new Cell([0, 0, 0, 1, 2, 2.5, 0, 0, 0], false, true, false)),
        ("wire with idle vectors", new Cell([4, 0, 0, 1, 2, 2.5, 4, 0, 0], false, true, false)),
        ("c only", new Cell([1, 0, 0, 0, 1, 0, 2, 3, -4], false, false, true)),
    ];

    /// <summary>Atoms, the edge of the cube they are scattered over and the cutoff (A).</summary>
    private static readonly (int Atoms, double Spread, double Cutoff)[] Clouds =
        [(1, 1, 4.5), (7, 3.0, 4.5), (40, 12.0, 3.1), (40, 30.0, 6.0), (150, 20.0, 2.5)];

    public static TheoryData<string> CellNames => [.. Cells.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(CellNames))]
    public void Equals_brute_force(string name)
    {
        Cell cell = Cells.Single(entry => entry.Name == name).Cell;
        NeighbourList list = new();
        foreach ((int atoms, double spread, double cutoff) in Clouds)
        {
            Structure structure = Scattered(cell, atoms, spread, seed: atoms);
            list.Build(structure.Numbers, structure.Positions, cell, cutoff);
            RequireSame(list, structure, cutoff);
            RequireSame(list, structure, 0.6 * cutoff);
        }
    }

    [Fact]
    public void Distances_equal_to_the_cutoff_are_left_out()
    {
        Structure structure = new([14, 14, 14], [0, 0, 0, 3, 0, 0, 0, 2.5, 0], Cell.Free);
        NeighbourList list = new();
        list.Build(structure.Numbers, structure.Positions, Cell.Free, 3.0);
        Neighbourhood neighbourhood = new();
        list.Gather(0, 3.0, neighbourhood);
        Assert.Equal(1, neighbourhood.Count);
        Assert.Equal(2, neighbourhood.Site[0]);
    }

    [Fact]
    public void Atoms_far_apart_cost_no_memory()
    {
        Structure structure = new([14, 14], [0, 0, 0, 1e9, -1e9, 1e9], Cell.Free);
        NeighbourList list = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        list.Build(structure.Numbers, structure.Positions, Cell.Free, 3.0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        RequireSame(list, structure, 3.0);
    }

    [Fact]
    public void Cost_is_linear_in_the_number_of_atoms()
    {
        // 27,000 atoms on a lattice: 7.3e8 pairs for a quadratic search, which would take a thousand times longer than this one.
        double[] positions =
            [.. Enumerable.Range(0, 27000).SelectMany(i => new[] { 2.5 * (i / 900), 2.5 * (i / 30 % 30), 2.5 * (i % 30) })];
        int[] numbers = new int[27000];
        Array.Fill(numbers, 14);
        Cell cell = new([75, 0, 0, 0, 75, 0, 0, 0, 75], true, true, true);
        NeighbourList list = new();
        list.Build(numbers, positions, cell, 2.6);
        Neighbourhood neighbourhood = new();
        for (int centre = 0; centre < numbers.Length; centre++)
        {
            list.Gather(centre, 2.6, neighbourhood);
            Assert.Equal(6, neighbourhood.Count);
        }
    }

    private static void RequireSame(NeighbourList list, Structure structure, double cutoff)
    {
        Neighbourhood actual = new();
        for (int centre = 0; centre < structure.Count; centre++)
        {
            list.Gather(centre, cutoff, actual);
            Assert.Equal(centre, actual.Centre);
            Assert.Equal(structure.Numbers[centre], actual.CentreNumber);
            double[][] expected = Sorted(ReferenceNeighbours.Of(structure, centre, cutoff).Select(n =>
                new[] { n.Atom, structure.Numbers[n.Atom], n.Displacement.X, n.Displacement.Y, n.Displacement.Z, n.Distance }));
            double[][] found = Sorted(Enumerable.Range(0, actual.Count).Select(k =>
                new[] { actual.Site[k], actual.Number[k], actual.Dx[k], actual.Dy[k], actual.Dz[k], actual.R[k] }));
            Assert.Equal(expected.Length, found.Length);
            Close.Equal([.. expected.SelectMany(row => row)], [.. found.SelectMany(row => row)], 1e-10, $"neighbours of atom {centre}");
        }
    }

    /// <summary>In an order that rounding cannot change: displacements of random atoms differ by much more than 1e-7 A.</summary>
    private static double[][] Sorted(IEnumerable<double[]> rows) =>
        [.. rows.OrderBy(row => row[0]).ThenBy(row => Math.Round(row[2], 7)).ThenBy(row => Math.Round(row[3], 7))
            .ThenBy(row => Math.Round(row[4], 7))];

    private static Structure Scattered(Cell cell, int atoms, double spread, int seed)
    {
        Random random = new(seed);
        return new Structure([.. Enumerable.Range(0, atoms).Select(i => 1 + i % 5)],
            [.. Enumerable.Range(0, 3 * atoms).Select(_ => spread * (random.NextDouble() - 0.4))], cell);
    }
}
