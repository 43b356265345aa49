using System.Security.Cryptography;
using System.Text;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;
using GapSharp.Benchmarks.Structures;

namespace GapSharp.Benchmarks.Models;

/// <summary>Writes a potential as the fitting program would: XML and one sidecar of sparse points per coordinate.</summary>
internal static class ModelWriter
{
    /// <summary>Spread of the local energies that the random weights give, eV.</summary>
    private const double Spread = 0.3;

    private const double Zeta = 4;

    internal static void Write(string folder, string name, int count, Recipe[] recipes, IEnumerable<Structure> environments)
    {
        string label = $"{name}-m{count}";
        string path = Path.Combine(folder, label + ".xml");
        if (File.Exists(path))
            return;
        StringBuilder xml = new();
        xml.Append($"<GAP_bench>\n<Potential label=\"GAP_bench\" init_args=\"IP GAP label=GAP_bench\"/>\n");
        xml.Append("<GAP_params label=\"GAP_bench\" gap_version=\"1686220958\">\n<GAP_data do_core=\"F\">\n");
        for (int z = 1; z <= Elements.MaxAtomicNumber; z++)
            xml.Append($"<e0 Z=\"{z}\" value=\"0.0\"/>\n");
        xml.Append($"</GAP_data>\n<gpSparse label=\"GAP_bench\" n_coordinate=\"{recipes.Length}\" fitted=\"T\">\n");
        Gaussian gaussian = new(count);
        for (int i = 0; i < recipes.Length; i++)
            AppendCoordinate(xml, folder, $"{label}.sparse{i + 1}", i + 1, recipes[i], environments, gaussian);
        xml.Append("</gpSparse>\n</GAP_params>\n</GAP_bench>\n");
        File.WriteAllText(path + ".new", xml.ToString());
        File.Move(path + ".new", path);
    }

    private static void AppendCoordinate(
        StringBuilder xml, string folder, string sidecar, int index, Recipe recipe, IEnumerable<Structure> environments, Gaussian gaussian)
    {
        (int dimensions, double[] points) = recipe.Kernel == KernelKind.DotProduct
            ? Sampled(recipe, environments)
            : (recipe.Ranges.Length, Even(recipe));
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(points.Select(x => x.ToString("0.00000000000000000000e+00") + "\n")));
        File.WriteAllBytes(Path.Combine(folder, sidecar), text);
        string zeta = recipe.Kernel == KernelKind.DotProduct ? $" zeta=\"{Zeta:F1}\"" : "";
        xml.Append($"<gpCoordinates label=\"GAP_bench{index}\" dimensions=\"{dimensions}\" signal_variance=\"{recipe.EnergyScale:R}\" "
            + $"signal_mean=\"0.0\" sparsified=\"T\" n_permutations=\"1\" covariance_type=\"{(int)recipe.Kernel}\"{zeta} "
            + $"n_sparseX=\"{recipe.SparseCount}\" sparseX_filename=\"{sidecar}\" "
            + $"sparseX_md5sum=\"{Convert.ToHexStringLower(MD5.HashData(text))}\">\n");
        if (recipe.LengthScales.Length > 0)
            xml.Append($"<theta> {string.Join(' ', recipe.LengthScales.Select(theta => theta.ToString("R")))} </theta>\n");
        xml.Append($"<descriptor>{recipe.Descriptor}</descriptor>\n");
        xml.Append($"<permutation i=\"1\">{string.Join(' ', Enumerable.Range(1, dimensions == 3 ? 3 : 1))}</permutation>\n");

        // Signs alternate as in a fit, so that the local energies stay small sums of large terms.
        double scale = Spread / (recipe.EnergyScale * recipe.EnergyScale * Math.Sqrt(recipe.SparseCount));
        for (int s = 0; s < recipe.SparseCount; s++)
        {
            double weight = Math.Abs(gaussian.Next()) * scale * (s % 2 == 0 ? 1 : -1) / (recipe.Kernel == KernelKind.DotProduct ? 1 : 100);
            xml.Append($"<sparseX i=\"{s + 1}\" alpha=\"{weight:R}\" sparseCutoff=\"1.0\"/>\n");
        }

        xml.Append("</gpCoordinates>\n");
    }

    /// <summary>Sparse points from the environments, every third atom of each.</summary>
    private static (int Dimensions, double[] Points) Sampled(Recipe recipe, IEnumerable<Structure> environments)
    {
        CoordinateTerm term = CoordinateTerm.ForDescriptor(recipe.Descriptor);
        int dimensions = term.Definition.Dimensions;
        double[] points = new double[recipe.SparseCount * dimensions];
        int filled = 0;
        foreach (Structure structure in environments)
        {
            DescriptorVectors vectors = DescriptorCalculator.Describe(term, structure);
            for (int row = 0; row < vectors.Rows && filled < points.Length; row += 3, filled += dimensions)
                vectors.Values.AsSpan(row * dimensions, dimensions).CopyTo(points.AsSpan(filled));
            if (filled == points.Length)
                break;
        }

        return (dimensions, points);
    }

    private static double[] Even(Recipe recipe)
    {
        Random random = new(recipe.SparseCount);
        double[] points = new double[recipe.SparseCount * recipe.Ranges.Length];
        for (int i = 0; i < points.Length; i++)
        {
            (double low, double high) = recipe.Ranges[i % recipe.Ranges.Length];
            points[i] = low + (high - low) * random.NextDouble();
        }

        return points;
    }
}
