using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>
/// Core potential IP Glue (gap-math 7.7): e_i = 1/2 sum_j phi(r_ij) + F(rho_i), rho_i = sum_j rho_j(r_ij), with tabulated phi, F and rho.
/// </summary>
public sealed class GlueTerm : GapTerm
{
    private readonly Dictionary<int, int> _typeOfElement = [];
    private readonly CubicSpline?[,] _pairs;
    private readonly CubicSpline[] _embeddings;
    private readonly GlueDensity[] _densities;

    public GlueTerm(GlueDefinition definition)
    {
        int types = definition.Types.Count;
        Dictionary<int, int> index = [];
        for (int t = 0; t < types; t++)
        {
            index[definition.Types[t].Type] = t;
            _typeOfElement[definition.Types[t].AtomicNumber] = t;
        }

        _embeddings = definition.Types.Select(type => Spline(type.Embedding)).ToArray();
        _densities = definition.Types.Select(type => new GlueDensity(type)).ToArray();
        _pairs = new CubicSpline?[types, types];
        foreach (GluePairDefinition pair in definition.Pairs)
        {
            if (!index.TryGetValue(pair.Type1, out int a) || !index.TryGetValue(pair.Type2, out int b))
                throw new GapException(GapErrorKind.Format,
                    $"Glue pair potential names types {pair.Type1} and {pair.Type2}, expected types of per_type_data");
            _pairs[a, b] = _pairs[b, a] = Spline(pair.Potential);
        }

        Species = definition.Types.Select(type => type.AtomicNumber).ToArray();
        Cutoff = _densities.Select(density => density.Cutoff)
            .Concat(_pairs.Cast<CubicSpline?>().Select(pair => pair?.LastKnot ?? 0)).Max();
    }

    public override double Cutoff { get; }

    public override IReadOnlyList<int> Species { get; }

    internal override TermWorkspace CreateWorkspace(int blockSize, SimdLevel level) => new Workspace(this);

    private static CubicSpline Spline(SplineTable table) => new(table.Knots, table.Values, table.StartSlope, table.EndSlope);

    private sealed class Workspace(GlueTerm term) : TermWorkspace
    {
        internal override void Evaluate(NeighbourhoodBlock block, bool gradients)
        {
            for (int i = 0; i < block.Count; i++)
                if (term._typeOfElement.TryGetValue(block[i].CentreNumber, out int type))
                    block.Energies[i] += Evaluate(block[i], type, gradients);
        }

        private double Evaluate(Neighbourhood n, int type, bool gradients)
        {
            double energy = 0, density = 0;
            for (int k = 0; k < n.Count; k++)
            {
                if (!term._typeOfElement.TryGetValue(n.Number[k], out int other))
                    continue;
                density += term._densities[other].Evaluate(n.R[k], out _);
                CubicSpline? pair = term._pairs[type, other];
                if (pair is null || n.R[k] >= pair.LastKnot)
                    continue;
                energy += 0.5 * pair.Evaluate(n.R[k], out double slope);
                if (gradients)
                    AddRadial(n, k, 0.5 * slope);
            }

            energy += term._embeddings[type].Evaluate(density, out double embeddingSlope);
            if (!gradients || embeddingSlope == 0)
                return energy;
            for (int k = 0; k < n.Count; k++)
            {
                if (!term._typeOfElement.TryGetValue(n.Number[k], out int other))
                    continue;
                term._densities[other].Evaluate(n.R[k], out double slope);
                AddRadial(n, k, embeddingSlope * slope);
            }

            return energy;
        }

        private static void AddRadial(Neighbourhood n, int k, double slope)
        {
            double factor = slope / n.R[k];
            n.Gx[k] += factor * n.Dx[k];
            n.Gy[k] += factor * n.Dy[k];
            n.Gz[k] += factor * n.Dz[k];
        }
    }
}
