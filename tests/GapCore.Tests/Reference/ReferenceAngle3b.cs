using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>angle_3b: every centre and ordered pair of neighbours (gap-math section 5).</summary>
internal sealed class ReferenceAngle3b(Keys keys) : IReferenceDescriptor
{
    private readonly double _width = keys.Real("cutoff_transition_width", 0.5);
    private readonly int _centre = keys.Int("Z_center", keys.Int("Z", 0));
    private readonly int _z1 = keys.Int("Z1", 0);
    private readonly int _z2 = keys.Int("Z2", 0);

    public double Cutoff { get; } = keys.Real("cutoff", 0);

    public IEnumerable<ReferenceInstance> Instances(Structure structure)
    {
        for (int i = 0; i < structure.Count; i++)
        {
            if (!ReferenceSpecies.Matches(structure.Numbers[i], _centre))
                continue;
            List<ReferenceNeighbour> neighbours = ReferenceNeighbours.Of(structure, i, Cutoff);
            for (int j = 0; j < neighbours.Count; j++)
                for (int k = 0; k < neighbours.Count; k++)
                    if (j != k && Accepts(structure.Numbers[neighbours[j].Atom], structure.Numbers[neighbours[k].Atom]))
                        yield return Instance(i, neighbours[j], neighbours[k]);
        }
    }

    private bool Accepts(int zj, int zk) =>
        (ReferenceSpecies.Matches(zk, _z1) && ReferenceSpecies.Matches(zj, _z2))
        || (ReferenceSpecies.Matches(zk, _z2) && ReferenceSpecies.Matches(zj, _z1));

    private ReferenceInstance Instance(int i, ReferenceNeighbour j, ReferenceNeighbour k)
    {
        (double rij, double rik) = (j.Distance, k.Distance);
        double rjk = (k.Displacement - j.Displacement).Norm;
        double cutoff = ReferenceCutoff.Value(rij, Cutoff, _width) * ReferenceCutoff.Value(rik, Cutoff, _width);
        return new ReferenceInstance([i], [rij + rik, (rij - rik) * (rij - rik), rjk], cutoff);
    }
}
