using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>Descriptor vectors of structures, in a potential or outside any.</summary>
public static class DescriptorCalculator
{
    /// <summary>Vectors of the descriptor given by its string (for example <c>soap l_max=6 n_max=8 cutoff=5.0 atom_sigma=0.5</c>).</summary>
    public static DescriptorVectors Describe(string descriptor, Structure structure) =>
        Describe(CoordinateTerm.ForDescriptor(descriptor), structure);

    /// <summary>Vectors of one coordinate of a potential, with the conventions of the potential's version.</summary>
    public static DescriptorVectors Describe(GapPotential potential, int coordinate, Structure structure) =>
        coordinate >= 0 && coordinate < potential.Coordinates.Count
            ? Describe(potential.Coordinates[coordinate], structure)
            : throw new GapException(GapErrorKind.Argument,
                $"coordinate {coordinate}, expected 0 to {potential.Coordinates.Count - 1} for potential {potential.Definition.Label}");

    /// <summary>Vectors of one term.</summary>
    public static DescriptorVectors Describe(CoordinateTerm term, Structure structure)
    {
        NeighbourList neighbours = new();
        neighbours.Build(structure.Numbers, structure.Positions, structure.Cell, term.Cutoff);
        TermWorkspace workspace = term.CreateWorkspace(1, Simd.Best);
        Neighbourhood neighbourhood = new();
        List<double> values = [];
        List<int> centres = [];
        for (int centre = 0; centre < structure.Count; centre++)
        {
            neighbours.Gather(centre, term.Cutoff, neighbourhood);
            workspace.Describe(neighbourhood, values, centres);
        }

        return new DescriptorVectors(centres.Count, term.Definition.Dimensions, [.. values], [.. centres]);
    }
}

/// <summary>Rows x Dimensions numbers in row order, QUIP's element order; Centres[row] is the atom (first atom) of the row.</summary>
public sealed record DescriptorVectors(int Rows, int Dimensions, double[] Values, int[] Centres);
