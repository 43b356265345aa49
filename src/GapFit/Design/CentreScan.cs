using GapCore.Atoms;
using GapCore.Neighbours;

namespace GapFit.Design;

/// <summary>Hands the centres of a structure to all coordinates. One per thread.</summary>
internal sealed class CentreScan(IReadOnlyList<InstanceRows> coordinates)
{
    private readonly NeighbourList _list = new();
    private readonly Neighbourhood _neighbourhood = new();
    private readonly double _cutoff = coordinates.Max(coordinate => coordinate.Cutoff);

    /// <summary>Every centre to every coordinate, which have begun with the frame; they end with it.</summary>
    internal void Visit(Structure structure)
    {
        _list.Build(structure.Numbers, structure.Positions, structure.Cell, _cutoff);
        for (int centre = 0; centre < structure.Count; centre++)
        {
            _list.Gather(centre, _cutoff, _neighbourhood);
            foreach (InstanceRows coordinate in coordinates)
                coordinate.Add(_neighbourhood);
        }

        foreach (InstanceRows coordinate in coordinates)
            coordinate.End();
    }
}
