using GapCore;
using static System.FormattableString;

namespace GapAnalysis.Thermodynamics;

/// <summary>Bins of equal width over all energies.</summary>
/// <param name="Low">Lower end of the first, eV.</param>
/// <param name="Width">Of each, eV.</param>
/// <param name="Count">How many.</param>
public readonly record struct EnergyBins(double Low, double Width, int Count)
{
    /// <summary>More are no histogram.</summary>
    public const int Most = 1_000_000;

    /// <summary>The given number over the range of the energies.</summary>
    /// <exception cref="GapException">Argument.</exception>
    public static EnergyBins Number(double lowest, double highest, int count) => count is < 2 or > Most
        ? throw new GapException(GapErrorKind.Argument, $"number of bins is {count}, expected 2 to {Most}")
        : new EnergyBins(lowest, highest > lowest ? (highest - lowest) / count : 1, count);

    /// <summary>Bins of the given width over the range of the energies.</summary>
    /// <exception cref="GapException">Argument.</exception>
    public static EnergyBins OfWidth(double lowest, double highest, double width)
    {
        double count = Math.Floor((highest - lowest) / width) + 1;
        return width > 0 && count <= Most
            ? new EnergyBins(lowest, width, (int)count)
            : throw new GapException(GapErrorKind.Argument, Invariant(
                $"width of the bins is {width} eV, expected a positive one with at most {Most} bins from {lowest} to {highest} eV"));
    }

    /// <summary>The bin of an energy within the range.</summary>
    internal int Place(double energy) => Math.Clamp((int)((energy - Low) / Width), 0, Count - 1);
}
