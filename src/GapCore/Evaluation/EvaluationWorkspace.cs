using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>Everything one thread needs to evaluate blocks of centres.</summary>
internal sealed class EvaluationWorkspace
{
    /// <summary>Most centres per block: three register blocks of the kernel's products, all of whose operands fit the second-level cache.</summary>
    internal const int BlockSize = 72;

    private readonly GapPotential _potential;
    private readonly NeighbourhoodBlock _block = new(BlockSize);
    private readonly TermWorkspace[] _terms;

    internal EvaluationWorkspace(GapPotential potential, SimdLevel level)
    {
        _potential = potential;
        _terms = potential.Terms.Select(term => term.CreateWorkspace(BlockSize, level)).ToArray();
    }

    internal ForceAccumulator Accumulator { get; } = new();

    /// <summary>Evaluates centres first .. first+count-1: energies (and variances) by site, forces and virials into the accumulator.</summary>
    internal void Evaluate(NeighbourSource source, int first, int count, Properties properties, Span<double> energies, Span<double> variances)
    {
        bool gradients = (properties & (Properties.Forces | Properties.Virial | Properties.LocalVirials | Properties.LocalVirialsHalved)) != 0;
        _block.Gather(source, first, count, _potential.Cutoff);
        foreach (TermWorkspace term in _terms)
            term.Evaluate(_block, gradients);
        if ((properties & Properties.Variances) != 0)
            foreach (TermWorkspace term in _terms)
                term.AddVariances(_block);

        for (int i = 0; i < _block.Count; i++)
        {
            Neighbourhood neighbourhood = _block[i];
            double scale = _potential.Definition.EnergyScale * neighbourhood.Scale;
            energies[neighbourhood.Centre] =
                scale * (_block.Energies[i] + _potential.Definition.IsolatedAtomEnergies[neighbourhood.CentreNumber]);
            if (gradients)
                Accumulator.Add(neighbourhood, scale, properties);
            if ((properties & Properties.Variances) != 0)
                variances[neighbourhood.Centre] = scale * scale * _block.Variances[i];
        }
    }
}
