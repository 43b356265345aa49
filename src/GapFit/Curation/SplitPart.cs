using GapCore;
using GapCore.Text;

namespace GapFit.Curation;

/// <summary>A part of a data set: its name and which fraction of the configurations it gets.</summary>
public readonly record struct SplitPart(string Name, double Fraction)
{
    /// <summary>Reads <c>train=0.8,validation=0.1,test=0.1</c>.</summary>
    /// <exception cref="GapException">Argument: another form, a name twice, fractions that are not positive or do not add up to 1.</exception>
    public static SplitPart[] ParseList(string text)
    {
        SplitPart[] parts = Array.ConvertAll(text.Split(','), part => Parse(part.Trim(), text));
        if (parts.DistinctBy(part => part.Name).Count() < parts.Length)
            throw Wrong(text, "every name once");
        double sum = parts.Sum(part => part.Fraction);
        return Math.Abs(sum - 1) < 1e-9 ? parts : throw Wrong(text, $"fractions that add up to 1, not {sum:g6}");
    }

    private static SplitPart Parse(string part, string text)
    {
        int at = part.IndexOf('=');
        // The name becomes a value in a comment line or part of a file's name.
        if (at < 1 || part[..at].Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')))
            throw Wrong(text, "NAME=FRACTION,... with names of letters, digits, _ and -");
        return FortranNumber.TryFinite(part.AsSpan(at + 1), out double fraction) && fraction > 0
            ? new SplitPart(part[..at], fraction)
            : throw Wrong(text, "positive fractions");
    }

    private static GapException Wrong(string text, string expected) =>
        new(GapErrorKind.Argument, $"split {Shown.Quoted(text)}, expected {expected}");
}
