using GapCore.Atoms;
using GapCore.Potentials;

namespace GapCore.Tests.Reference;

/// <summary>Tabulated pair and embedding core, energies per atom (gap-math 7.7).</summary>
internal sealed class ReferenceGlue(GlueDefinition definition)
{
    private readonly ReferenceSpline[] _pairs = [.. definition.Pairs.Select(pair => new ReferenceSpline(pair.Potential))];
    private readonly ReferenceSpline[] _densities = [.. definition.Types.Select(type => new ReferenceSpline(type.Density))];
    private readonly ReferenceSpline[] _embeddings = [.. definition.Types.Select(type => new ReferenceSpline(type.Embedding))];

    public double Cutoff => _pairs.Concat(_densities).Max(spline => spline.Last);

    public double[] LocalEnergies(Structure structure) => [.. Enumerable.Range(0, structure.Count).Select(i => LocalEnergy(structure, i))];

    private double LocalEnergy(Structure structure, int i)
    {
        int ti = TypeOf(structure.Numbers[i]);
        if (ti < 0)
            return 0;
        double pairEnergy = 0;
        double density = 0;
        foreach (ReferenceNeighbour j in ReferenceNeighbours.Of(structure, i, Cutoff))
        {
            int tj = TypeOf(structure.Numbers[j.Atom]);
            if (tj < 0)
                continue;
            pairEnergy += 0.5 * Pair(definition.Types[ti].Type, definition.Types[tj].Type, j.Distance);
            density += Density(tj, j.Distance);
        }

        return pairEnergy + _embeddings[ti].Value(density);
    }

    private int TypeOf(int number) => definition.Types.ToList().FindIndex(type => type.AtomicNumber == number);

    private double Pair(int type1, int type2, double r)
    {
        for (int p = 0; p < _pairs.Length; p++)
        {
            GluePairDefinition pair = definition.Pairs[p];
            if ((pair.Type1, pair.Type2) == (type1, type2) || (pair.Type1, pair.Type2) == (type2, type1))
                return r < _pairs[p].Last ? _pairs[p].Value(r) : 0;
        }

        return 0;
    }

    /// <summary>Density at distance r of an atom of a type: its spline, or A (r_c - r)^3 with A by least squares.</summary>
    private double Density(int type, double r)
    {
        SplineTable table = definition.Types[type].Density;
        double range = table.Knots[^1];
        if (r >= range)
            return 0;
        if (definition.Types[type].DensityUsesSpline)
            return _densities[type].Value(r);
        double[] cubes = [.. table.Knots.Select(knot => Math.Pow(range - knot, 3))];
        double amplitude = cubes.Zip(table.Values, (cube, value) => cube * value).Sum() / cubes.Sum(cube => cube * cube);
        return amplitude * Math.Pow(range - r, 3);
    }
}
