using GapCore.IO.ExtendedXyz;
using GapCore.Neighbours;

namespace GapFit.Validation;

/// <summary>
/// Energies of the isolated atoms among the data: frames of one atom that has no image within the cutoff (A) of the potential. The first
/// one of an element counts.
/// </summary>
internal sealed class IsolatedAtoms(double cutoff)
{
    private readonly NeighbourList _neighbours = new();
    private readonly Neighbourhood _neighbourhood = new();
    private readonly Dictionary<int, double> _energies = [];

    /// <summary>By atomic number, eV.</summary>
    public IReadOnlyDictionary<int, double> Energies => _energies;

    public void Look(ExtendedXyzFrame frame, string energyKey)
    {
        if (frame.Structure.Count != 1 || !frame.TryGetReal(energyKey, out double energy))
            return;
        _neighbours.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, cutoff);
        _neighbours.Gather(0, cutoff, _neighbourhood);
        if (_neighbourhood.Count == 0)
            _energies.TryAdd(frame.Structure.Numbers[0], energy);
    }
}
