namespace GapCore.Text;

/// <summary>One entry of a key-value text; a word without "=" has no value. Outer braces or quotes of the value are removed.</summary>
public readonly record struct KeyValueEntry(string Key, string? Value);

/// <summary>
/// Splits the option texts of QUIP's world, <c>soap l_max=6 species_Z={14 6} config="a b"</c>, into entries in their order. Values hold
/// blanks inside braces (which nest) or quotes; blanks around "=" are allowed.
/// </summary>
public static class KeyValueText
{
    private const int LongestText = 1 << 20;
    private const int MostBraces = 16;

    /// <param name="text">The option text.</param>
    /// <param name="what">What the text is, for messages, for example "descriptor".</param>
    /// <exception cref="GapException">Format: braces or quotes that do not close, or "=" without a key or a value.</exception>
    public static List<KeyValueEntry> Parse(ReadOnlySpan<char> text, string what)
    {
        if (text.Length > LongestText)
            throw new GapException(GapErrorKind.Format, $"{what} has {text.Length} characters, expected at most {LongestText}");
        ReadOnlySpan<char> body = WithoutBraces(text);
        var entries = new List<KeyValueEntry>();
        int at = SkipBlanks(body, 0);
        while (at < body.Length)
        {
            ReadOnlySpan<char> key = Token(body, ref at, stopAtEquals: true, what);
            int next = SkipBlanks(body, at);
            if (next == body.Length || body[next] != '=')
            {
                entries.Add(new KeyValueEntry(WithoutBraces(key).ToString(), null));
            }
            else
            {
                at = SkipBlanks(body, next + 1);
                ReadOnlySpan<char> value = Token(body, ref at, stopAtEquals: false, what);
                if (key.IsEmpty || value.IsEmpty)
                    throw new GapException(GapErrorKind.Format, $"{what} has {Shown.Quoted($"{key}={value}")}, expected key=value");
                entries.Add(new KeyValueEntry(key.ToString(), WithoutBraces(value).ToString()));
            }

            at = SkipBlanks(body, at);
        }

        return entries;
    }

    /// <summary>Removes surrounding blanks and up to 16 pairs of braces or quotes around the whole text (hostile text has more).</summary>
    public static ReadOnlySpan<char> WithoutBraces(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> inner = text.Trim();
        for (int pair = 0; pair < MostBraces && inner.Length >= 2 && Encloses(inner); pair++)
            inner = inner[1..^1].Trim();
        return inner;
    }

    /// <summary>The items of a list value, separated by blanks, colons, semicolons or commas; braces at any level are no items.</summary>
    public static string[] ListItems(string value) => value.Split(" \t\r\n:;,{}".ToCharArray(), StringSplitOptions.RemoveEmptyEntries);

    private static bool Encloses(ReadOnlySpan<char> text)
    {
        if (text[0] is '"' or '\'')
            return text[1..].IndexOf(text[0]) == text.Length - 2;
        if (text[0] != '{')
            return false;
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (depth == 0)
                return i == text.Length - 1;
        }

        return false;
    }

    /// <summary>A run of characters up to a blank outside braces and quotes.</summary>
    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> text, ref int at, bool stopAtEquals, string what)
    {
        int start = at;
        int depth = 0;
        char quote = '\0';
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '{')
                depth++;
            else if (c == '}' && --depth < 0)
                throw Unbalanced(text, what, "\"}\" without \"{\"");
            else if (depth == 0 && (char.IsWhiteSpace(c) || (stopAtEquals && c == '=')))
                break;
        }

        if (depth > 0 || quote != '\0')
            throw Unbalanced(text, what, depth > 0 ? "\"{\" without \"}\"" : $"a quote {quote} that does not close");
        return text[start..at];
    }

    private static GapException Unbalanced(ReadOnlySpan<char> text, string what, string found) =>
        new(GapErrorKind.Format, $"{what} {Shown.Quoted(text)} has {found}, expected balanced braces and quotes");

    private static int SkipBlanks(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}
