using GapCore.Kernels;

namespace GapCore.Potentials;

/// <summary>A coordinate's kernel over its sparse points, from its definition.</summary>
internal sealed class SparseGaussianProcess
{
    /// <param name="definition">The coordinate.</param>
    /// <param name="order">Component of the file that each of our components is; null for the file's order.</param>
    /// <param name="compress">Whether a dot product kernel may work in the space its sparse points span.</param>
    internal SparseGaussianProcess(CoordinateDefinition definition, int[]? order = null, bool compress = false)
    {
        SparsePointChecks.Require(definition);
        double[] weights = new double[definition.SparseCount];
        for (int s = 0; s < weights.Length; s++)
            weights[s] = definition.Weights[s] * definition.SparseCutoffs[s];
        int[] components = order ?? Enumerable.Range(0, definition.Dimensions).ToArray();
        double[] points = Permuted(definition.SparsePoints, definition.Dimensions, components);
        if (definition.Permutations != 1)
            throw new GapException(GapErrorKind.Unsupported,
                $"coordinate {definition.Label} has n_permutations={definition.Permutations}, expected 1");
        Kernel = definition.Kernel switch
        {
            KernelKind.DotProduct => KernelFactory.DotProduct(points, components.Length, weights, definition.EnergyScale,
                definition.Zeta ?? throw new GapException(GapErrorKind.Format, $"coordinate {definition.Label} has no zeta, expected one"), compress),
            KernelKind.SquaredExponential => KernelFactory.SquaredExponential(points, components.Length, weights, definition.EnergyScale,
                LengthScales(definition, components), definition.SignalMean),
            KernelKind.PiecewisePolynomial => KernelFactory.PiecewisePolynomial(points, components.Length, weights, definition.EnergyScale,
                LengthScales(definition, components), definition.SignalMean),
            _ => throw new GapException(GapErrorKind.Unsupported, $"coordinate {definition.Label} has covariance_type "
                + $"{(int)definition.Kernel} ({NameOf(definition.Kernel)}), expected 1 (ard_se), 2 (dot_product) or 4 (pp)"),
        };
        Variance = new VarianceModel(Kernel, definition.SparseCutoffs);
        _selfCovariance = definition.EnergyScale * definition.EnergyScale
            + (definition.Kernel == KernelKind.DotProduct ? 0 : definition.SignalMean * definition.SignalMean);
    }

    private readonly double _selfCovariance;

    internal SparseKernel Kernel { get; }

    private VarianceModel Variance { get; }

    /// <summary>Predicted variance of one instance of a panel (eV^2), its covariance cutoff left out.</summary>
    internal double VarianceOf(DescriptorPanel panel, int instance) => Variance.Evaluate(panel, instance, _selfCovariance);

    private static string NameOf(KernelKind kernel) => kernel == KernelKind.BondRealSpace ? "bond_real_space" : "unknown";

    private static double[] Permuted(double[] points, int dimensions, int[] components)
    {
        int count = points.Length / dimensions;
        double[] result = new double[count * components.Length];
        for (int s = 0; s < count; s++)
            for (int k = 0; k < components.Length; k++)
                result[s * components.Length + k] = points[s * dimensions + components[k]];
        return result;
    }

    private static double[] LengthScales(CoordinateDefinition definition, int[] components)
    {
        if (definition.LengthScales.Length != definition.Dimensions)
            throw new GapException(GapErrorKind.Format,
                $"coordinate {definition.Label} has {definition.LengthScales.Length} length scales, expected {definition.Dimensions}");
        foreach (double theta in definition.LengthScales)
            if (!(theta > 0) || !double.IsFinite(theta))
                throw new GapException(GapErrorKind.Format, $"coordinate {definition.Label} has theta {theta}, expected positive numbers");
        return Array.ConvertAll(components, k => definition.LengthScales[k]);
    }
}
