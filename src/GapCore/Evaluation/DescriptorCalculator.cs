using GapCore.Atoms;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>Descriptor vectors of structures, outside any potential.</summary>
public static class DescriptorCalculator
{
    /// <summary>Vectors of the descriptor given by its string (for example <c>soap l_max=6 n_max=8 cutoff=5.0 atom_sigma=0.5</c>).</summary>
    public static DescriptorVectors Describe(string descriptor, Structure structure) => throw new NotImplementedException();

    /// <summary>Vectors of one coordinate of a potential, with the conventions of the potential's version.</summary>
    public static DescriptorVectors Describe(GapPotential potential, int coordinate, Structure structure) => throw new NotImplementedException();
}

/// <summary>Rows x Dimensions numbers in row order, QUIP's element order; Centres[row] is the atom (first atom) of the row.</summary>
public sealed record DescriptorVectors(int Rows, int Dimensions, double[] Values, int[] Centres);
