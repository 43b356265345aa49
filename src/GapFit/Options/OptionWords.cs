using GapCore;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>The words of a command line, apart and together again.</summary>
internal static class OptionWords
{
    private const int LongestLine = 1 << 20;

    /// <summary>What makes a value more than one word: gap_fit splits at ":" and ";" outside braces.</summary>
    private const string Punctuation = "{}:;,";

    /// <summary>
    /// Splits words as a shell gives them, <c>KEY=VALUE</c>, at the first "=". Braces that the shell saw without quotes were cut at their
    /// blanks: such a word goes on until they close.
    /// </summary>
    /// <exception cref="GapException">Argument: braces that do not close, or that nothing opened; no key.</exception>
    public static List<KeyValueEntry> Split(IReadOnlyList<string> words, string place)
    {
        if (words.Sum(word => (long)word.Length + 1) > LongestLine)
            throw new GapException(GapErrorKind.Argument, $"{place} has more than {LongestLine} characters, expected at most that many");
        var entries = new List<KeyValueEntry>();
        for (int first = 0, next; first < words.Count; first = next)
        {
            int depth = 0;
            next = first;
            do
                depth = Depth(words[next++], depth);
            while (depth > 0 && next < words.Count);
            string text = string.Join(' ', words.Skip(first).Take(next - first)).ReplaceLineEndings(" ");
            if (depth != 0)
                throw new GapException(GapErrorKind.Argument, $"{Shown.Quoted(text)} in {place} has "
                    + (depth > 0 ? "\"{\" without \"}\"" : "\"}\" without \"{\"") + ", expected balanced braces");
            int equals = text.IndexOf('=');
            if (equals == 0)
                throw new GapException(GapErrorKind.Argument, $"{Shown.Quoted(text)} in {place}, expected key=value");
            entries.Add(equals < 0
                ? new KeyValueEntry(text.Trim(), null)
                : new KeyValueEntry(text[..equals].Trim(), KeyValueText.WithoutBraces(text.AsSpan(equals + 1)).ToString()));
        }

        return entries;
    }

    /// <summary>The entries as a line that <see cref="KeyValueText.Parse"/> reads again, values in braces or quotes where needed.</summary>
    /// <exception cref="GapException">Argument: a value that neither can hold.</exception>
    public static string Join(IEnumerable<KeyValueEntry> entries) =>
        string.Join(' ', entries.Select(entry => entry.Value is null ? entry.Key : $"{entry.Key}={Quoted(entry.Key, entry.Value)}"));

    private static string Quoted(string key, string value)
    {
        bool hasQuote = value.AsSpan().ContainsAny('"', '\'');
        if (!hasQuote && Depth(value, 0) == 0)
            return value.Length == 0 || value.Any(c => char.IsWhiteSpace(c) || Punctuation.Contains(c)) ? $"{{{value}}}" : value;
        return !value.Contains('"') ? $"\"{value}\""
            : !value.Contains('\'') ? $"'{value}'"
            : throw new GapException(GapErrorKind.Argument,
                $"{key} = {Shown.Quoted(value)} has both kinds of quotes, expected at most one kind");
    }

    /// <summary>Braces open after a text, -1 where one closes that nothing opened.</summary>
    private static int Depth(string text, int depth)
    {
        foreach (char c in text)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0)
                break;
        }

        return depth;
    }
}
