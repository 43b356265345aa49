using GapCore.Potentials;
using GapCore.Text;
using GapFit.Caching;
using GapFit.Design;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>What fits of a search have in common: texts that are equal where something can be shared.</summary>
internal static class ColumnKeys
{
    /// <summary>Keys of gap_fit that only change the noise of rows and the diagonal of the prior.</summary>
    private static readonly string[] OfNoise =
    [
        "default_kernel_regularisation", "config_type_kernel_regularisation", "kernel_regularisation_is_per_atom", "sparse_jitter",
    ];

    private static readonly string[] OfScale = [.. FitKeys.Entry("", []).Find("delta")!.Names];

    private static readonly string[] OfExponent = [.. FitKeys.Entry("", []).Find("zeta")!.Names];

    /// <summary>Everything of a fit but its coordinates and noise: structures, targets, seed.</summary>
    internal static string Data(SearchPoint point) => FormattableString.Invariant($"{point.Text.Structures:R} ")
        + OptionWords.Join(point.Text.Keys.Where(entry => !OfNoise.Contains(FitKeys.TopLevel.Find(entry.Key)?.Name)));

    /// <summary>The long descriptors, whose description and products are worth sharing, and the data: fits of the same may be made together.</summary>
    internal static string Batch(SearchPoint point) => string.Join('\n',
        point.Options.Gap.Where(entry => entry.Name == "soap").Select(entry => InstanceKey.OwnWords(entry.Descriptor)).Order(StringComparer.Ordinal)
            .Prepend(Data(point)));

    /// <summary>All columns and targets: fits of the same differ in energy scales, noise and jitter only.</summary>
    internal static string Rows(SearchPoint point) =>
        string.Join('\n', point.Options.Gap.Select(entry => Unscaled(entry).Descriptor).Prepend(Data(point)));

    /// <summary>
    /// Whether the energy scale only multiplies the kernel: not where f0 is added, nor where kernels choose the sparse points, for rounding
    /// could choose others.
    /// </summary>
    internal static bool IsScalable(CoordinateOptions coordinate) =>
        coordinate.SignalMean == 0 && coordinate.SparseMethod != SparseMethod.CurCovariance;

    /// <summary>The coordinate with an energy scale of 1 eV, where it only multiplies.</summary>
    internal static CoordinateOptions Unscaled(CoordinateOptions coordinate) => !IsScalable(coordinate) ? coordinate : coordinate with
    {
        EnergyScale = 1,
        Descriptor = Without(coordinate, OfScale),
    };

    /// <summary>All that chooses the sparse points of a coordinate: an exponent matters where kernels are compared only.</summary>
    internal static string Selection(CoordinateOptions unscaled) =>
        unscaled.Kernel != KernelKind.DotProduct || unscaled.SparseMethod == SparseMethod.CurCovariance
            ? unscaled.Descriptor
            : Without(unscaled, OfExponent);

    /// <summary>Descriptor and metric: sets of columns of the same are made together.</summary>
    internal static string Share(FitColumns columns) =>
        $"{InstanceKey.OwnWords(columns.Definition.Descriptor)}\n{columns.Kernel.IsRadial} "
        + string.Join(' ', columns.Definition.LengthScales.Select(length => FormattableString.Invariant($"{length:R}")));

    /// <summary>The same and the kernel: sets of columns of the same differ in their sparse points only.</summary>
    internal static string Kernel(FitColumns columns) => FormattableString.Invariant(
        $"{Share(columns)}\n{columns.Definition.Kernel} {columns.Definition.Zeta:R} {columns.Definition.EnergyScale:R} {columns.Definition.SignalMean:R}");

    private static string Without(CoordinateOptions coordinate, string[] keys) =>
        OptionWords.Join(KeyValueText.Parse(coordinate.Descriptor, coordinate.Place).Where(word => !keys.Contains(word.Key)));
}
