using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Descriptors;

/// <summary>Explicit derivatives of descriptors against differences, and the instances themselves against the description.</summary>
public sealed class DifferentiateTests
{
    private const double Cutoff = 4.5;

    public static TheoryData<string> Descriptors =>
    [
        "distance_2b cutoff=4.0 cutoff_transition_width=0.6 Z1=11 Z2=11",
        "distance_2b cutoff=4.0 cutoff_transition_width=0.6 exponents={1 -2 -6} n_exponents=3 Z1=11 Z2=17",
        "angle_3b cutoff=3.9 cutoff_transition_width=0.6 Z=11 Z1=11 Z2=17",
        "soap cutoff=4.0 cutoff_transition_width=0.8 l_max=4 n_max=5 atom_sigma=0.6 n_species=1 Z=11 species_Z={11}",
        "soap cutoff=4.0 cutoff_transition_width=0.8 l_max=3 n_max=4 atom_sigma=0.6 n_species=2 Z=11 species_Z={11 17}",
        "soap cutoff=4.0 cutoff_transition_width=0.8 l_max=3 n_max=4 atom_sigma=0.6 normalise=F covariance_sigma0=0.3 n_species=1 Z=11 species_Z={11}",
    ];

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Gradients_agree_with_differences(string descriptor)
    {
        CoordinateTerm term = CoordinateTerm.ForDescriptor(descriptor);
        double[] positions = Positions();
        foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
        {
            List<Snapshot> instances = Instances(term, positions, true, level);
            Assert.NotEmpty(instances);
            for (int p = 0; p < positions.Length; p++)
            {
                List<Snapshot> At(double t) => Instances(term, Shifted(positions, p, t), false, level);
                for (int i = 0; i < instances.Count; i++)
                    for (int c = 0; c <= term.Definition.Dimensions; c++)
                        Close.Equal(Derivative.AtZero(t => At(t)[i].Value(c), 1e-3), instances[i].Slope(p, c), 1e-8,
                            $"{descriptor}: component {c} of instance {i} by coordinate {p}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Instances_are_those_of_the_description(string descriptor)
    {
        CoordinateTerm term = CoordinateTerm.ForDescriptor(descriptor);
        List<double> values = [];
        List<int> centres = [];
        term.CreateWorkspace(1, Simd.Best).Describe(Neighbours(Positions()), values, centres);
        List<Snapshot> instances = Instances(term, Positions(), true, Simd.Best);
        Assert.Equal(centres.Count, instances.Sum(instance => instance.Multiplicity));
        int d = term.Definition.Dimensions;
        double[] expected = [.. Enumerable.Range(0, centres.Count).Select(i => values.Skip(i * d).Take(d).Sum(Math.Abs)).Order()];
        double[] actual = [.. instances.SelectMany(instance => Enumerable.Repeat(instance.X.Sum(Math.Abs), instance.Multiplicity)).Order()];
        Close.Equal(expected, actual, 1e-12, descriptor);
        if (instances.Count == 1)
            for (int k = 0; k < d; k++)
                Assert.Equal(values[term.ComponentOrder[k]], instances[0].X[k]);
    }

    private static double[] Positions() => [2.1, 0.3, -0.2, -1.4, 1.9, 0.5, 0.2, -2.4, 1.1, 1.7, 1.8, 1.9, -0.9, -0.4, -2.8, 3.3, -0.8, 1.6];

    private static double[] Shifted(double[] positions, int p, double t)
    {
        double[] shifted = [.. positions];
        shifted[p] += t;
        return shifted;
    }

    private static Neighbourhood Neighbours(double[] positions)
    {
        Neighbourhood neighbourhood = new();
        neighbourhood.Begin(0, 11);
        for (int i = 0; i < positions.Length / 3; i++)
            neighbourhood.Add(i + 1, i % 3 == 1 ? 17 : 11, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], Cutoff * Cutoff);
        Assert.Equal(positions.Length / 3, neighbourhood.Count);
        return neighbourhood;
    }

    private static List<Snapshot> Instances(CoordinateTerm term, double[] positions, bool gradients, SimdLevel level)
    {
        List<Snapshot> instances = [];
        term.CreateWorkspace(1, level).Differentiate(Neighbours(positions), gradients, new DescriptorInstance(term.Definition.Dimensions),
            instance => instances.Add(Snapshot.Of(instance)));
        return instances;
    }

    /// <summary>An instance as it was when visited. Component d is the covariance cutoff.</summary>
    private sealed record Snapshot(double[] X, double Covariance, int Multiplicity, int[] Neighbours, double[] Gradient, double[] CovarianceGradient)
    {
        internal static Snapshot Of(DescriptorInstance instance)
        {
            int d = instance.Dimensions;
            double[] gradient = new double[3 * instance.Count * d];
            for (int row = 0; row < 3 * instance.Count; row++)
                instance.Gradient.AsSpan(row * instance.Stride, d).CopyTo(gradient.AsSpan(row * d));
            return new Snapshot(instance.X[..d], instance.Covariance, instance.Multiplicity, instance.Neighbours[..instance.Count], gradient,
                instance.CovarianceGradient[..(3 * instance.Count)]);
        }

        internal double Value(int component) => component < X.Length ? X[component] : Covariance;

        internal double Slope(int coordinate, int component)
        {
            double sum = 0;
            for (int e = 0; e < Neighbours.Length; e++)
                if (Neighbours[e] == coordinate / 3)
                    sum += component < X.Length
                        ? Gradient[(3 * e + coordinate % 3) * X.Length + component]
                        : CovarianceGradient[3 * e + coordinate % 3];
            return sum;
        }
    }
}
