namespace GapFit.Options;

/// <summary>Text with parts in braces and quotes.</summary>
internal static class OuterText
{
    /// <summary>The parts of a text, divided outside its braces and quotes.</summary>
    /// <param name="text">Text.</param>
    /// <param name="divides">Whether the character at this place stands between two parts.</param>
    internal static List<string> Split(string text, Predicate<int> divides)
    {
        var parts = new List<string>();
        int start = 0, depth = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c is '{' or '}')
                depth += c == '{' ? 1 : -1;
            else if (depth == 0 && divides(i))
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}
