using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>distance_2b: every ordered pair (gap-math section 4).</summary>
internal sealed class ReferenceDistance2b(Keys keys) : IReferenceDescriptor
{
    private readonly double _width = keys.Real("cutoff_transition_width", 0.5);
    private readonly int _z1 = keys.Int("Z1", 0);
    private readonly int _z2 = keys.Int("Z2", 0);
    private readonly double[] _exponents = Exponents(keys);
    private readonly double _tailExponent = keys.Real("tail_exponent", 0);
    private readonly double _tailRange = keys.Real("tail_range", 1);

    public double Cutoff { get; } = keys.Real("cutoff", 0);

    public IEnumerable<ReferenceInstance> Instances(Structure structure)
    {
        for (int i = 0; i < structure.Count; i++)
            foreach (ReferenceNeighbour j in ReferenceNeighbours.Of(structure, i, Cutoff))
            {
                (int zi, int zj) = (structure.Numbers[i], structure.Numbers[j.Atom]);
                bool straight = ReferenceSpecies.Matches(zi, _z1) && ReferenceSpecies.Matches(zj, _z2);
                bool swapped = ReferenceSpecies.Matches(zi, _z2) && ReferenceSpecies.Matches(zj, _z1);
                if (straight || swapped)
                    yield return Instance(i, j);
            }
    }

    private ReferenceInstance Instance(int i, ReferenceNeighbour j)
    {
        double r = j.Distance;
        double tail = _tailExponent == 0 ? 1 : Math.Pow(Quadrature.Erf(_tailRange * r) / r, _tailExponent);
        double[] vector = [.. _exponents.Select(e => Math.Pow(r, e))];
        return new ReferenceInstance([i, j.Atom], vector, ReferenceCutoff.Value(r, Cutoff, _width) * tail);
    }

    private static double[] Exponents(Keys keys)
    {
        int count = keys.Int("n_exponents", 1);
        double[] fallback = count == 1 ? [1] : [.. Enumerable.Range(1, count).Select(k => -(double)k)];
        return keys.Reals("exponents", fallback);
    }
}
