using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>One neighbour: the atom it is an image of and r_ij = r_j - r_i + S.H (A).</summary>
internal readonly record struct ReferenceNeighbour(int Atom, Vector Displacement)
{
    public double Distance => Displacement.Norm;
}

/// <summary>Neighbours by trying every image of every atom: distance below the cutoff, images of the atom itself included.</summary>
internal static class ReferenceNeighbours
{
    public static List<ReferenceNeighbour> Of(Structure structure, int centre, double cutoff)
    {
        List<ReferenceNeighbour> found = [];
        Vector[] lattice = CompletedLattice(structure.Cell);
        for (int atom = 0; atom < structure.Count; atom++)
        {
            Vector direct = Vector.Position(structure, atom) - Vector.Position(structure, centre);
            (int From, int To)[] range = [.. Enumerable.Range(0, 3).Select(d => ImageRange(structure.Cell, lattice, d, direct, cutoff))];
            for (int a = range[0].From; a <= range[0].To; a++)
                for (int b = range[1].From; b <= range[1].To; b++)
                    for (int c = range[2].From; c <= range[2].To; c++)
                    {
                        Vector displacement = direct + a * lattice[0] + b * lattice[1] + c * lattice[2];
                        bool itself = atom == centre && a == 0 && b == 0 && c == 0;
                        if (!itself && displacement.Norm < cutoff)
                            found.Add(new ReferenceNeighbour(atom, displacement));
                    }
        }

        return found;
    }

    /// <summary>Images n for which the planes' distance allows |direct + n.H| below the cutoff, and one more on either side.</summary>
    private static (int From, int To) ImageRange(Cell cell, Vector[] lattice, int direction, Vector direct, double cutoff)
    {
        if (!cell.IsPeriodic(direction))
            return (0, 0);
        Vector normal = Vector.Cross(lattice[(direction + 1) % 3], lattice[(direction + 2) % 3]);
        double volume = Vector.Dot(lattice[direction], normal);
        double height = Math.Abs(volume) / normal.Norm;
        double fraction = Vector.Dot(direct, normal) / volume;
        return ((int)Math.Floor(-fraction - cutoff / height) - 1, (int)Math.Ceiling(-fraction + cutoff / height) + 1);
    }

    /// <summary>Lattice vectors, those of free directions replaced by vectors orthogonal to the periodic ones.</summary>
    private static Vector[] CompletedLattice(Cell cell)
    {
        Vector[] lattice = [Vector.Row(cell.Rows, 0), Vector.Row(cell.Rows, 1), Vector.Row(cell.Rows, 2)];
        List<Vector> span = [.. Enumerable.Range(0, 3).Where(cell.IsPeriodic).Select(d => lattice[d])];
        for (int d = 0; d < 3; d++)
        {
            if (cell.IsPeriodic(d))
                continue;
            lattice[d] = span.Count == 2 ? Vector.Cross(span[0], span[1]) : PerpendicularTo(span);
            span.Add(lattice[d]);
        }

        return lattice;
    }

    private static Vector PerpendicularTo(List<Vector> span)
    {
        Vector[] axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        return span.Count == 0 ? axes[0] : axes.Select(axis => Vector.Cross(span[0], axis)).MaxBy(candidate => candidate.Norm);
    }
}
