using GapCore.Atoms;
using GapCore.Potentials;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>A potential that every conformance test runs on; the elements and the spacing (A) its test structures have.</summary>
public sealed class ConformanceModel(string name, GapDefinition definition, int[] species, double spacing)
{
    private readonly Lazy<GapPotential> _potential = new(() => GapPotential.FromDefinition(definition));

    public string Name { get; } = name;

    public GapDefinition Definition { get; } = definition;

    public GapPotential Potential => _potential.Value;

    public int[] Species { get; } = species;

    public double Spacing { get; } = spacing;

    /// <summary>
    /// Distances at which the energy's second derivative jumps: cutoffs of all terms, the radii at which their transitions begin,
    /// the ranges of a core potential.
    /// </summary>
    internal IEnumerable<double> Kinks()
    {
        List<double> radii = [];
        foreach (Keys keys in Definition.Coordinates.Select(c => new Keys(c.Descriptor)))
        {
            double cutoff = keys.Real("cutoff", 0);
            radii.AddRange([cutoff, cutoff - keys.Real("cutoff_transition_width", 0.5)]);
        }

        if (Definition.Core is { } core)
            radii.AddRange(core.Pairs.Select(pair => pair.Potential.Knots[^1]).Concat(core.Types.Select(type => type.Density.Knots[^1])));
        return radii.Distinct();
    }

    /// <summary>
    /// The first structure, counting the seed up, in which no pair is nearer than a margin (A) to a kink: finite differences across one
    /// would measure the jump, not the derivative.
    /// </summary>
    internal Structure AwayFromKinks(Func<int, Structure> create, int seed, double margin)
    {
        double[] kinks = [.. Kinks()];
        while (true)
        {
            Structure structure = create(seed);
            IEnumerable<double> distances = Enumerable.Range(0, structure.Count)
                .SelectMany(i => ReferenceNeighbours.Of(structure, i, kinks.Max() + margin)).Select(neighbour => neighbour.Distance);
            if (!distances.Any(r => kinks.Any(kink => Math.Abs(r - kink) < margin)))
                return structure;
            seed += 1000;
        }
    }

    public override string ToString() => Name;
}
