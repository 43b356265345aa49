using GapCore.Potentials;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>Reads a <c>gpCoordinates</c> element: descriptor, kernel and sparse points.</summary>
internal static class CoordinateReader
{
    public static CoordinateDefinition Read(XmlCursor cursor, string? directory)
    {
        string label = cursor.Text("label");
        int dimensions = cursor.Integer("dimensions", 1, int.MaxValue);
        double energyScale = cursor.Real("signal_variance");
        double mean = cursor.Real("signal_mean", 0.0);
        KernelKind kernel = ReadKernel(cursor);
        double? zeta = cursor.TryText("zeta", out _) ? cursor.Real("zeta") : null;
        int permutations = cursor.TryText("n_permutations", out _) ? cursor.Integer("n_permutations", 1, int.MaxValue) : 1;
        if (!cursor.Flag("sparsified", true))
            throw cursor.Wrong("sparsified", "F", "T");
        var points = new SparsePointReader(cursor, dimensions, directory);

        double[] theta = [];
        string? descriptor = null;
        Depth here = cursor.Here;
        while (cursor.NextChild(here))
        {
            if (cursor.Element == "theta")
                theta = NumberList.Parse(cursor, cursor.ReadText(), "theta");
            else if (cursor.Element == "descriptor")
                descriptor = cursor.ReadText().Trim();
            else if (cursor.Element == "sparseX")
                points.ReadPoint();
            else
                cursor.Skip();
        }

        if (string.IsNullOrEmpty(descriptor))
            throw cursor.Fail("gpCoordinates has no descriptor, expected one");
        if (permutations > 1)
            throw cursor.Fail(
                $"descriptor {Shown.Quoted(descriptor)} has n_permutations = {permutations}, expected 1: sums over them are not supported",
                GapErrorKind.Unsupported);
        (double[] weights, double[] cutoffs, double[] values) = points.Finish();
        return new CoordinateDefinition
        {
            Label = label,
            Descriptor = descriptor,
            Kernel = kernel,
            EnergyScale = energyScale,
            SignalMean = mean,
            Zeta = kernel == KernelKind.DotProduct ? ChooseZeta(cursor, theta, zeta) : null,
            LengthScales = kernel == KernelKind.DotProduct ? [] : CheckLengthScales(cursor, theta, dimensions),
            Dimensions = dimensions,
            Permutations = permutations,
            SparsePoints = values,
            Weights = weights,
            SparseCutoffs = cutoffs,
        };
    }

    private static KernelKind ReadKernel(XmlCursor cursor)
    {
        var kernel = (KernelKind)cursor.Integer("covariance_type", 1, 4);
        return kernel != KernelKind.BondRealSpace
            ? kernel
            : throw cursor.Fail("gpCoordinates has covariance_type = 3 (bond_real_space), expected 1 (ard_se), 2 (dot_product) or 4 (pp)",
                GapErrorKind.Unsupported);
    }

    /// <summary>Old files keep the exponent in theta; where both are given theta counts (gap-math 13).</summary>
    private static double ChooseZeta(XmlCursor cursor, double[] theta, double? zeta)
    {
        if (theta.Length > 1)
            throw cursor.Fail($"theta has {theta.Length} numbers, expected 1 (zeta) for covariance_type 2");
        return theta.Length == 1 ? theta[0]
            : zeta ?? throw cursor.Fail("gpCoordinates has neither zeta nor theta, expected zeta for covariance_type 2");
    }

    private static double[] CheckLengthScales(XmlCursor cursor, double[] theta, int dimensions)
    {
        if (theta.Length != dimensions)
            throw cursor.Fail($"theta has {theta.Length} numbers, expected {dimensions} (dimensions)");
        foreach (double length in theta)
            if (length == 0.0)
                throw cursor.Fail("theta contains 0, expected length scales other than zero");
        return theta;
    }
}
