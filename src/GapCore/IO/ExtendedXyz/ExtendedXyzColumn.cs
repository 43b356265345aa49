namespace GapCore.IO.ExtendedXyz;

/// <summary>A per-atom column of N x <paramref name="Width"/> values in row order.</summary>
/// <param name="Name">Name in Properties, for example <c>forces</c>.</param>
/// <param name="Type">R (real), I (integer), L (logical) or S (text).</param>
/// <param name="Width">Values per atom.</param>
/// <param name="Text">
/// The values as text. A reader leaves it empty for type R, whose numbers are in <paramref name="Reals"/>; a writer prefers it where given.
/// </param>
/// <param name="Reals">The numbers of a column of type R (not-a-number and infinities as the file has them), else null.</param>
public sealed record ExtendedXyzColumn(string Name, char Type, int Width, string[] Text, double[]? Reals)
{
    /// <summary>A column of real numbers.</summary>
    public static ExtendedXyzColumn OfReals(string name, int width, double[] values) => new(name, 'R', width, [], values);
}
