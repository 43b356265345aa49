using GapCore.Text;

namespace GapCore.Descriptors;

/// <summary>The keys cutoff and cutoff_transition_width that every descriptor shares.</summary>
internal static class DescriptorCutoff
{
    /// <summary>A cutoff beyond this (A) is a mistake and would ask for absurd neighbour lists.</summary>
    private const double Largest = 1000;

    internal static readonly OptionKey[] Keys = [new("cutoff") { IsMandatory = true }, new("cutoff_transition_width")];

    internal static CutoffFunction Parse(DescriptorString text)
    {
        double cutoff = text.GetDouble("cutoff");
        double width = text.GetDouble("cutoff_transition_width", 0.5);
        if (!(cutoff > 0 && cutoff <= Largest))
            throw new GapException(GapErrorKind.Format, $"cutoff={cutoff}, expected more than 0 and at most {Largest} A in '{text}'");
        if (!(width > 0) || !double.IsFinite(width))
            throw new GapException(GapErrorKind.Format, $"cutoff_transition_width={width}, expected a positive number (A) in '{text}'");
        return new CutoffFunction(cutoff, width);
    }
}
