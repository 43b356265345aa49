namespace GapCore.Text;

/// <summary>Text from outside made fit for a one-line message: quoted, clipped, control characters replaced.</summary>
internal static class Shown
{
    private const int Longest = 60;
    private const int LongestPath = 300;

    public static string Quoted(ReadOnlySpan<char> text) =>
        text.Length > Longest ? $"\"{Clean(text[..Longest])}...\"" : $"\"{Clean(text)}\"";

    /// <summary>The same for a path, of which the end says most.</summary>
    public static string Path(ReadOnlySpan<char> path) =>
        path.Length > LongestPath ? $"\"...{Clean(path[^LongestPath..])}\"" : $"\"{Clean(path)}\"";

    /// <summary>Where something was found, for example "na.xml:12".</summary>
    public static string Place(ReadOnlySpan<char> source, int line) =>
        source.Length > LongestPath ? $"...{Clean(source[^LongestPath..])}:{line}" : $"{Clean(source)}:{line}";

    private static string Clean(ReadOnlySpan<char> text)
    {
        Span<char> clean = stackalloc char[LongestPath];
        for (int i = 0; i < text.Length; i++)
            clean[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        return new string(clean[..text.Length]);
    }
}
