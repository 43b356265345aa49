using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>Values with alternatives, <c>4|6|8</c> or <c>{0.002 0.05 0 0}|{0.004 0.1 0 0}</c>.</summary>
internal static class Alternatives
{
    /// <summary>The alternatives of a value; "|" within braces or quotes separates nothing.</summary>
    /// <exception cref="GapException">Argument: an alternative without text, or twice the same.</exception>
    internal static string[] Of(string value, string what)
    {
        string[] parts = [.. Split(value).Select(part => KeyValueText.WithoutBraces(part).ToString())];
        if (parts.Length > 1 && Array.Exists(parts, part => part.Length == 0))
            throw new GapException(GapErrorKind.Argument, $"{what} = {Shown.Quoted(value)}, expected a value on both sides of every \"|\"");
        return parts.Distinct().Count() == parts.Length ? parts
            : throw new GapException(GapErrorKind.Argument, $"{what} = {Shown.Quoted(value)}, expected no alternative twice");
    }

    /// <summary>
    /// The alternatives of a list of descriptors: texts in braces with "|" between. A "|" that stands in a text without braces belongs to a
    /// value in it, as in <c>soap n_max=8|10</c>.
    /// </summary>
    internal static string[] OfEntries(string value)
    {
        List<string> parts = [.. Split(value).Select(part => part.Trim())];
        return parts.Count > 1 && parts.TrueForAll(part => part.StartsWith('{') && part.EndsWith('}')) ? [.. parts] : [value];
    }

    private static List<string> Split(string value) => OuterText.Split(value, i => value[i] == '|');
}
