using System.Net;

namespace GapFit.Search.Report;

/// <summary>Text of users, fit for HTML and SVG, and cut where it would run through the picture.</summary>
internal static class Escaped
{
    private const int Longest = 40;

    internal static string Of(string text) => WebUtility.HtmlEncode(text.Length > Longest ? $"{text[..Longest]}..." : text);

    internal static string Whole(string text) => WebUtility.HtmlEncode(text);
}
