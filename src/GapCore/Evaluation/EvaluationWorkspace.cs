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
    private readonly SimdLevel _level;
    private PosteriorWorkspace? _posterior;

    internal EvaluationWorkspace(GapPotential potential, SimdLevel level)
    {
        _potential = potential;
        _level = level;
        _terms = potential.Terms.Select(term => term.CreateWorkspace(BlockSize, level)).ToArray();
    }

    internal ForceAccumulator Accumulator { get; } = new();

    /// <summary>
    /// Evaluates centres first .. first+count-1: energies by site, variances into the result, forces and virials into the accumulator.
    /// </summary>
    internal void Evaluate(NeighbourSource source, int first, int count, Span<double> energies, EvaluationResult result)
    {
        Properties properties = result.Computed;
        bool gradients = (properties & (Properties.Forces | Properties.Virial | Properties.LocalVirials | Properties.LocalVirialsHalved)) != 0;
        _block.Gather(source, first, count, _potential.Cutoff);
        foreach (TermWorkspace term in _terms)
            term.Evaluate(_block, gradients);
        if ((properties & Properties.Variances) != 0)
            foreach (TermWorkspace term in _terms)
                term.AddVariances(_block);
        ReadOnlySpan<double> posteriorVariances = [];
        if ((properties & Properties.PosteriorVariances) != 0)
            posteriorVariances = (_posterior ??= new PosteriorWorkspace(_potential, _terms, BlockSize, _level)).Evaluate(_block);

        for (int i = 0; i < _block.Count; i++)
        {
            Neighbourhood neighbourhood = _block[i];
            double scale = _potential.Definition.EnergyScale * neighbourhood.Scale;
            energies[neighbourhood.Centre] =
                scale * (_block.Energies[i] + _potential.Definition.IsolatedAtomEnergies[neighbourhood.CentreNumber]);
            if (gradients)
                Accumulator.Add(neighbourhood, scale, properties);
            if ((properties & Properties.Variances) != 0)
                result.Variances[neighbourhood.Centre] = scale * scale * _block.Variances[i];
            if (!posteriorVariances.IsEmpty)
                result.PosteriorVariances[neighbourhood.Centre] = scale * scale * posteriorVariances[i];
        }
    }
}
