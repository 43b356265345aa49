namespace GapCore.Text;

/// <summary>Text from outside made fit for a one-line message: quoted, clipped, control characters replaced.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Quoted(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> head = text.Length > Longest ? text[..Longest] : text;
        Span<char> clean = stackalloc char[Longest];
        for (int i = 0; i < head.Length; i++)
            clean[i] = char.IsControl(head[i]) ? '?' : head[i];
        return $"\"{clean[..head.Length]}{(text.Length > Longest ? "..." : "")}\"";
    }
}
