using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>Forces and virials are the derivatives of the energy, for a molecule and for crystals smaller than the cutoff.</summary>
public sealed class GradientConformance
{
    /// <summary>Step of the finite differences (A).</summary>
    private const double Step = 1e-3;

    /// <summary>Strain that moves no neighbour within the longest cutoff by much more than <see cref="Step"/>.</summary>
    private const double StrainStep = 1e-4;

    /// <summary>eV/A for forces of order 1; what rounding of the energy leaves of a finite difference.</summary>
    private const double Tolerance = 2e-7;

    public static TheoryData<string> Models => ConformanceModels.Names;

    [Theory]
    [MemberData(nameof(Models))]
    public void Forces_are_the_negative_gradient(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            Evaluated full = Evaluated.Of(model, structure);
            Func<Structure, double> energy = EnergyOf(model);
            double[] expected = new double[full.Forces.Length];
            for (int component = 0; component < expected.Length; component++)
                expected[component] = -Derivative.AtZero(t => energy(structure.Displaced(component, t)), Step);
            Close.Equal(expected, full.Forces, Tolerance * full.Scale, "force");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Virial_is_the_negative_strain_derivative(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            Evaluated full = Evaluated.Of(model, structure);
            Func<Structure, double> energy = EnergyOf(model);
            double[] expected = new double[9];
            for (int component = 0; component < 9; component++)
                expected[component] = -Derivative.AtZero(t => energy(structure.Strained(component / 3, component % 3, t)), StrainStep);
            double scale = Math.Max(full.Scale, full.Virial.Max(Math.Abs));
            Close.Equal(expected, full.Virial, 10 * Tolerance * scale, "virial");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Forces_sum_to_zero_and_the_virial_is_symmetric(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        foreach (Structure structure in Samples(model))
        {
            Evaluated full = Evaluated.Of(model, structure);
            for (int axis = 0; axis < 3; axis++)
            {
                double sum = Enumerable.Range(0, structure.Count).Sum(i => full.Forces[3 * i + axis]);
                Close.Equal(0, sum, 1e-10 * full.Scale, $"sum of forces along {axis}");
            }

            double[] w = full.Virial;
            double[] transposed = [w[0], w[3], w[6], w[1], w[4], w[7], w[2], w[5], w[8]];
            Close.Equal(transposed, w, 1e-9 * Math.Max(full.Scale, w.Max(Math.Abs)), "transposed virial");
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Forces_are_the_gradient_of_the_reference_energy(string name)
    {
        ConformanceModel model = ConformanceModels.Get(name);
        ReferencePotential reference = new(model.Definition);
        Structure structure = model.AwayFromKinks(seed => Structures.Cluster(model.Species, 4, model.Spacing, seed), seed: 31, 2 * Step);
        Evaluated full = Evaluated.Of(model, structure);
        for (int component = 3; component < 6; component++)
        {
            double expected = -Derivative.AtZero(t => reference.Energy(structure.Displaced(component, t)), Step);
            Close.Equal(expected, full.Forces[component], Tolerance * full.Scale, $"force component {component} of the reference");
        }
    }

    private static IEnumerable<Structure> Samples(ConformanceModel model) =>
    [
        model.AwayFromKinks(seed => Structures.Cluster(model.Species, 6, model.Spacing, seed), seed: 1, 2 * Step),
        model.AwayFromKinks(seed => Structures.Crystal(model.Species, 4, model.Spacing, seed), seed: 2, 2 * Step),
        model.AwayFromKinks(
            seed => Structures.Crystal(model.Species, 3, model.Spacing, seed, leftHanded: true, c: false), seed: 3, 2 * Step),
    ];

    private static Func<Structure, double> EnergyOf(ConformanceModel model)
    {
        GapEvaluator evaluator = new(model.Potential);
        EvaluationResult result = new();
        return structure => Evaluated.EnergyOf(evaluator, result, structure);
    }
}
