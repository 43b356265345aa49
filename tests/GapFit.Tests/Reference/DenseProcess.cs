using GapCore.Atoms;
using GapCore.Potentials;
using GapCore.Tests.Reference;

namespace GapFit.Tests.Reference;

/// <summary>
/// A Gaussian process over energies as its definition has it: everything that is known or asked is a weighted sum of descriptor instances,
/// and covariances of such sums are double sums of kernels.
/// </summary>
internal sealed class DenseProcess(IReadOnlyList<CoordinateDefinition> coordinates, double jitter)
{
    private const double Step = 1e-4;

    private readonly IReferenceDescriptor[] _descriptors = [.. coordinates.Select(c => ReferenceDescriptors.Create(c.Descriptor, long.MaxValue))];
    private readonly List<Functional> _data = [];
    private readonly List<double> _noise = [];

    /// <summary>A sum over instances: coordinate, weight, descriptor vector.</summary>
    public sealed record Functional(IReadOnlyList<(int Coordinate, double Weight, double[] Vector)> Terms);

    /// <summary>Knows the total energy of a structure with this standard deviation.</summary>
    public void AddEnergy(Structure structure, double sigma) => Add(Energy(structure), sigma);

    /// <summary>Knows every derivative of the energy by a position, by central differences.</summary>
    public void AddForces(Structure structure, double sigma)
    {
        for (int k = 0; k < structure.Positions.Length; k++)
            Add(new Functional([
                .. Energy(Moved(structure, k, Step)).Terms.Select(term => (term.Coordinate, term.Weight / (2 * Step), term.Vector)),
                .. Energy(Moved(structure, k, -Step)).Terms.Select(term => (term.Coordinate, -term.Weight / (2 * Step), term.Vector))]), sigma);
    }

    /// <summary>Variance of a local energy given the data: K_** - K_*f (K_ff + Lambda)^-1 K_f*, no sparse points anywhere.</summary>
    public double Variance(Structure structure, int atom) => Variance(Local(structure, atom), Covariance);

    /// <summary>The same where only what the sparse points see is learnt: Q = K_.m K_mm^-1 K_m. in place of K but for K_**.</summary>
    public double SparseVariance(Structure structure, int atom)
    {
        Functional[] points = [.. coordinates.SelectMany((coordinate, c) => Enumerable.Range(0, coordinate.SparseCount).Select(s => new Functional(
            [(c, coordinate.SparseCutoffs[s], coordinate.SparsePoints[(s * coordinate.Dimensions)..((s + 1) * coordinate.Dimensions)])])))];
        double[,] prior = new double[points.Length, points.Length];
        for (int s = 0; s < points.Length; s++)
            for (int t = 0; t < points.Length; t++)
                prior[s, t] = Covariance(points[s], points[t]) + (s == t ? jitter : 0);
        double[,] factor = DenseMatrix.Cholesky(prior);
        var projections = new Dictionary<Functional, double[]>(ReferenceEqualityComparer.Instance);
        return Variance(Local(structure, atom), (a, b) => Projection(a).Zip(Projection(b), (x, y) => x * y).Sum());

        // L^-1 K_m.
        double[] Projection(Functional functional)
        {
            if (projections.TryGetValue(functional, out double[]? known))
                return known;
            double[] x = new double[points.Length];
            for (int s = 0; s < x.Length; s++)
            {
                double sum = Covariance(points[s], functional);
                for (int t = 0; t < s; t++)
                    sum -= factor[s, t] * x[t];
                x[s] = sum / factor[s, s];
            }

            return projections[functional] = x;
        }
    }

    /// <summary>Variance of a local energy without any data.</summary>
    public double Prior(Structure structure, int atom) => Covariance(Local(structure, atom), Local(structure, atom));

    private double Variance(Functional asked, Func<Functional, Functional, double> covariance)
    {
        int count = _data.Count;
        double[,] matrix = new double[count, count], rightHandSide = new double[count, 1];
        for (int i = 0; i < count; i++)
        {
            rightHandSide[i, 0] = covariance(_data[i], asked);
            for (int j = 0; j < count; j++)
                matrix[i, j] = covariance(_data[i], _data[j]) + (i == j ? _noise[i] * _noise[i] : 0);
        }

        double[,] solution = DenseMatrix.Solve(matrix, rightHandSide);
        return Covariance(asked, asked) - Enumerable.Range(0, count).Sum(i => rightHandSide[i, 0] * solution[i, 0]);
    }

    private double Covariance(Functional a, Functional b)
    {
        double sum = 0;
        foreach ((int coordinate, double weight, double[] vector) in a.Terms)
            foreach ((int other, double otherWeight, double[] otherVector) in b.Terms)
                if (coordinate == other)
                    sum += weight * otherWeight * ReferenceKernel.Value(coordinates[coordinate], vector, otherVector);
        return sum;
    }

    private Functional Energy(Structure structure) => Sum(structure, instance => instance.Cutoff);

    private Functional Local(Structure structure, int atom) =>
        Sum(structure, instance => instance.Cutoff * instance.Owners.Count(owner => owner == atom) / instance.Owners.Length);

    private Functional Sum(Structure structure, Func<ReferenceInstance, double> weight) => new([.. _descriptors.SelectMany((descriptor, c) =>
        descriptor.Instances(structure).Select(instance => (c, weight(instance), instance.Vector)).Where(term => term.Item2 != 0))]);

    private void Add(Functional functional, double sigma)
    {
        _data.Add(functional);
        _noise.Add(sigma);
    }

    private static Structure Moved(Structure structure, int coordinate, double step)
    {
        double[] positions = structure.Positions.ToArray();
        positions[coordinate] += step;
        return new Structure(structure.Numbers, positions, structure.Cell);
    }
}
