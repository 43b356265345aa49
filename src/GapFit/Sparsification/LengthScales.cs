using GapCore;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>theta of a coordinate (gap-math section 6).</summary>
public static class LengthScales
{
    /// <summary>A product of factor and range below this becomes 1, as in gap_fit: a component that is always the same has no scale.</summary>
    private const double Smallest = 1e-8;

    /// <summary>
    /// theta, d numbers in the descriptor's units; empty for a dot product kernel. <see cref="LengthScaleRule.Factor"/> scans the instances
    /// once, duplicates included; a file is read relative to the working directory.
    /// </summary>
    /// <exception cref="GapException">
    /// Argument, Format: not as many values as the rule asks for, or one that is not positive. Io: the file cannot be read. Numeric: an
    /// instance is not finite.
    /// </exception>
    public static double[] Of(CoordinateOptions coordinate, IInstanceSource source)
    {
        int dimensions = source.Dimensions;
        return coordinate.LengthScaleRule switch
        {
            LengthScaleRule.Uniform => Positive(Spread(coordinate, "theta_uniform", 1, dimensions), $"theta_uniform of {coordinate.Place}"),
            LengthScaleRule.Factor => FromRange(Spread(coordinate, "theta_fac", dimensions, dimensions), coordinate, source),
            LengthScaleRule.File => FromFile(coordinate, dimensions),
            _ => [],
        };
    }

    private static double[] FromRange(double[] factors, CoordinateOptions coordinate, IInstanceSource source)
    {
        ComponentRange range = new(source.Dimensions);
        new CheckedSource(source, coordinate.Place).Visit((_, x) => range.Add(x));
        return [.. factors.Zip(range.Widths, (factor, width) => factor * width < Smallest ? 1.0 : factor * width)];
    }

    private static double[] FromFile(CoordinateOptions coordinate, int dimensions)
    {
        string what = $"theta_file of {coordinate.Place}";
        double[] values = NumberFile.Reals(coordinate.LengthScaleFile, what);
        return values.Length == dimensions
            ? Positive(values, what)
            : throw new GapException(GapErrorKind.Format, $"{what} has {values.Length} numbers, expected {dimensions} (one per component)");
    }

    /// <summary>One value for all components, or one for each.</summary>
    private static double[] Spread(CoordinateOptions coordinate, string key, int most, int dimensions)
    {
        double[] values = coordinate.LengthScaleValues;
        if (values.Length == dimensions && most == dimensions)
            return values;
        return values.Length == 1
            ? Enumerable.Repeat(values[0], dimensions).ToArray()
            : throw new GapException(GapErrorKind.Argument,
                $"{key} of {coordinate.Place} has {values.Length} values, expected 1{(most > 1 ? $" or {most}" : "")}");
    }

    private static double[] Positive(double[] values, string what)
    {
        foreach (double value in values)
            if (!(value > 0) || double.IsInfinity(value))
                throw new GapException(GapErrorKind.Argument, $"{what} has {value}, expected positive numbers");
        return values;
    }
}
