using GapCore.Atoms;
using GapCore.Potentials;

namespace GapCore.Tests.Reference;

/// <summary>
/// The energy of gap-math section 1, written as it stands there: slow, without derivatives, sharing no code with the evaluator.
/// </summary>
internal sealed class ReferencePotential
{
    private readonly GapDefinition _definition;
    private readonly IReferenceDescriptor[] _descriptors;
    private readonly ReferenceGlue? _core;

    public ReferencePotential(GapDefinition definition)
    {
        _definition = definition;
        _descriptors = [.. definition.Coordinates.Select(c => ReferenceDescriptors.Create(c.Descriptor, definition.GapVersion))];
        _core = definition.Core is null ? null : new ReferenceGlue(definition.Core);
    }

    public double Energy(Structure structure) => LocalEnergies(structure).Sum();

    public double[] LocalEnergies(Structure structure)
    {
        double[] energies = _core?.LocalEnergies(structure) ?? new double[structure.Count];
        for (int i = 0; i < structure.Count; i++)
            energies[i] += _definition.IsolatedAtomEnergies[structure.Numbers[i]];
        for (int c = 0; c < _descriptors.Length; c++)
            foreach (ReferenceInstance instance in _descriptors[c].Instances(structure))
                foreach (int owner in instance.Owners)
                    energies[owner] += instance.Cutoff * Process(_definition.Coordinates[c], instance.Vector) / instance.Owners.Length;
        return [.. energies.Select(energy => energy * _definition.EnergyScale)];
    }

    /// <summary>g(x) = sum_s alpha_s k(x, x_s) fs_s.</summary>
    private static double Process(CoordinateDefinition coordinate, double[] x)
    {
        double sum = 0;
        for (int s = 0; s < coordinate.SparseCount; s++)
        {
            ReadOnlySpan<double> point = coordinate.SparsePoints.AsSpan(s * coordinate.Dimensions, coordinate.Dimensions);
            sum += coordinate.Weights[s] * ReferenceKernel.Value(coordinate, x, point) * coordinate.SparseCutoffs[s];
        }

        return sum;
    }
}
