using System.Globalization;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;

namespace GapCli.Evaluation;

/// <summary>
/// Puts results into a frame. Everything else of the input stays; entries and columns that carry results, ours or those that came with
/// the input, are replaced or dropped, so that numbers of two methods never stand side by side under the usual names.
/// </summary>
internal static class FrameAnnotator
{
    /// <summary>Names that readers (ASE among them) take for the results of one calculation.</summary>
    private static readonly HashSet<string> ResultNames =
    [
        "energy", "forces", "virial", "local_energy", "local_virial", "variance", "posterior_variance",
        "free_energy", "energies", "stress", "stresses",
    ];

    internal static ExtendedXyzFrame Annotate(ExtendedXyzFrame frame, EvaluationResult result, string prefix) => new()
    {
        Structure = frame.Structure,
        HasLattice = frame.HasLattice,
        LineNumber = frame.LineNumber,
        Info = [.. frame.Info.Where(entry => !IsResult(entry.Key, prefix)), .. Totals(result, prefix)],
        Columns = [.. frame.Columns.Where(column => !IsResult(column.Name, prefix)), .. PerAtom(result, prefix)],
    };

    private static bool IsResult(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && ResultNames.Contains(name[prefix.Length..]);

    private static IEnumerable<KeyValuePair<string, string>> Totals(EvaluationResult result, string prefix)
    {
        if (result.Computed.HasFlag(Properties.Energy))
            yield return new(prefix + "energy", Text(result.Energy));
        if (result.Computed.HasFlag(Properties.Virial))
            yield return new(prefix + "virial", string.Join(' ', result.Virial.Select(Text)));
    }

    private static IEnumerable<ExtendedXyzColumn> PerAtom(EvaluationResult result, string prefix)
    {
        if (result.Computed.HasFlag(Properties.Forces))
            yield return Column(prefix + "forces", 3, result.Forces);
        if (result.Computed.HasFlag(Properties.LocalEnergies))
            yield return Column(prefix + "local_energy", 1, result.LocalEnergies);
        if (result.Computed.HasFlag(Properties.LocalVirials))
            yield return Column(prefix + "local_virial", 9, ColumnByColumn(result.LocalVirials));
        if (result.Computed.HasFlag(Properties.Variances))
            yield return Column(prefix + "variance", 1, result.Variances);
        if (result.Computed.HasFlag(Properties.PosteriorVariances))
            yield return Column(prefix + "posterior_variance", 1, result.PosteriorVariances);
    }

    /// <summary>Matrices W(a, b) = r_a F_b in the order of the files that QUIP writes: xx yx zx, xy yy zy, xz yz zz.</summary>
    private static double[] ColumnByColumn(ReadOnlySpan<double> matrices)
    {
        var turned = new double[matrices.Length];
        for (int i = 0; i < turned.Length; i++)
            turned[i] = matrices[i / 9 * 9 + i % 3 * 3 + i % 9 / 3];
        return turned;
    }

    private static ExtendedXyzColumn Column(string name, int width, ReadOnlySpan<double> values)
    {
        double[] reals = values.ToArray();
        return new ExtendedXyzColumn(name, 'R', width, Array.ConvertAll(reals, Text), reals);
    }

    /// <summary>17 significant digits: the number read back is the number written.</summary>
    private static string Text(double value) => value.ToString("E16", CultureInfo.InvariantCulture);
}
