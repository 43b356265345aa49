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
        var entries = new List<string>();
        int start = 0;
        int depth = 0;
        char quote = '\0';
        for (int i = 0; i < gap.Length; i++)
        {
            char c = gap[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '{' or '}')
                depth += c == '{' ? 1 : -1;
            else if (depth == 0 && c is ':' or ';' && !IsInList(gap, i))
            {
                Add(entries, gap[start..i]);
                start = i + 1;
            }
        }

        Add(entries, gap[start..]);
        return entries;
    }

    private static bool IsInList(string gap, int at) =>
        at > 0 && at + 1 < gap.Length && !char.IsWhiteSpace(gap[at - 1]) && gap[at - 1] != '}'
        && (char.IsAsciiDigit(gap[at + 1]) || gap[at + 1] is '+' or '-' or '.');

    private static void Add(List<string> entries, string entry)
    {
        if (KeyValueText.WithoutBraces(entry).IsEmpty)
            throw new GapException(GapErrorKind.Argument,
                $"gap entry {entries.Count + 1} is empty, expected a descriptor with its keys; entries are separated by \":\"");
        entries.Add(entry);
    }
}
