using GapCore;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>Splits the value of <c>gap</c> into its entries: <c>{soap ...} : {distance_2b ...}</c>, with or without braces.</summary>
internal static class GapEntries
{
    /// <summary>
    /// Entries end at ":" or ";" outside braces and quotes. One between a character and a number, as in <c>theta_fac=0.4:0.3:0.5</c>, is
    /// part of a list: no descriptor's name begins like a number.
    /// </summary>
    /// <exception cref="GapException">Argument: an entry with nothing in it.</exception>
    public static List<string> Split(string gap)
    {
        List<string> entries = OuterText.Split(gap, i => gap[i] is ':' or ';' && !IsInList(gap, i));
        int empty = entries.FindIndex(entry => KeyValueText.WithoutBraces(entry).IsEmpty);
        return empty < 0 ? entries
            : throw new GapException(GapErrorKind.Argument,
                $"gap entry {empty + 1} is empty, expected a descriptor with its keys; entries are separated by \":\"");
    }

    private static bool IsInList(string gap, int at) =>
        at > 0 && at + 1 < gap.Length && !char.IsWhiteSpace(gap[at - 1]) && gap[at - 1] != '}'
        && (char.IsAsciiDigit(gap[at + 1]) || gap[at + 1] is '+' or '-' or '.');
}
