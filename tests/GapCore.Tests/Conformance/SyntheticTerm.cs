using GapCore.Potentials;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>
/// A coordinate with a few random sparse points: vectors that the reference descriptor finds in random structures, random weights and
/// covariance cutoffs, and an energy scale at which kernel values are of the order of 1 eV^2.
/// </summary>
internal sealed record SyntheticTerm(string Descriptor, KernelKind Kernel, double? Zeta)
{
    private const int SparseCount = 5;

    public CoordinateDefinition Create(string label, long version, int seed)
    {
        Random random = new(seed);
        double[][] points = SparsePoints(version, random);
        CoordinateDefinition unscaled = new()
        {
            Label = label,
            Descriptor = Descriptor,
            Kernel = Kernel,
            EnergyScale = 1,
            SignalMean = Zeta is null ? 0.3 : 0,
            Zeta = Zeta,
            LengthScales = Zeta is null ? LengthScales(points, random) : [],
            Dimensions = points[0].Length,
            SparsePoints = [.. points.SelectMany(point => point)],
            Weights = [.. points.Select(_ => random.NextDouble() * 2 - 1)],
            SparseCutoffs = [.. points.Select(_ => 0.3 + 0.7 * random.NextDouble())],
        };
        return unscaled with { EnergyScale = 1 / Math.Sqrt(points.Max(point => ReferenceKernel.Value(unscaled, point, point))) };
    }

    private double[][] SparsePoints(long version, Random random)
    {
        IReferenceDescriptor descriptor = ReferenceDescriptors.Create(Descriptor, version);
        double[][] pool = [.. Enumerable.Range(0, 3)
            .Select(k => Structures.Cluster([14, 6], 9, 2.1, 1000 + k))
            .SelectMany(descriptor.Instances).Where(instance => instance.Cutoff > 0.05).Select(instance => instance.Vector)];
        return [.. Enumerable.Range(0, SparseCount).Select(_ => pool[random.Next(pool.Length)])];
    }

    /// <summary>Length scales that keep typical scaled distances near 1 for the exponential and below 1 for the compact kernel.</summary>
    private double[] LengthScales(double[][] points, Random random)
    {
        int dimensions = points[0].Length;
        double typical = Enumerable.Range(0, dimensions).Sum(d => Spread(points, d) * Spread(points, d));
        double scale = (Kernel == KernelKind.PiecewisePolynomial ? 1.5 : 0.7) * Math.Sqrt(typical);
        return [.. Enumerable.Range(0, dimensions).Select(_ => scale * (0.7 + 0.6 * random.NextDouble()))];
    }

    private static double Spread(double[][] points, int d) => points.Max(point => point[d]) - points.Min(point => point[d]);
}
