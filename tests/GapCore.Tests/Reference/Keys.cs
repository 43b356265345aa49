using System.Globalization;

namespace GapCore.Tests.Reference;

/// <summary>A descriptor string read in the plainest way: words, key=value, key={list}; the last of repeated keys wins.</summary>
internal sealed class Keys
{
    private readonly Dictionary<string, string> _values = [];

    public Keys(string text)
    {
        int at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            string name = ReadUntil(text, ref at, c => char.IsWhiteSpace(c) || c == '=');
            string value = "T";
            if (at < text.Length && text[at] == '=')
            {
                at++;
                value = at < text.Length && text[at] == '{' ? ReadBraced(text, ref at) : ReadUntil(text, ref at, char.IsWhiteSpace);
            }

            _values[name] = value;
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public double Real(string name, double fallback) =>
        _values.TryGetValue(name, out string? text) ? double.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public int Int(string name, int fallback) =>
        _values.TryGetValue(name, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;

    public bool Flag(string name, bool fallback) =>
        _values.TryGetValue(name, out string? text) ? text is "T" or "t" or "true" or "True" or "TRUE" or ".true." : fallback;

    public double[] Reals(string name, params double[] fallback) =>
        _values.TryGetValue(name, out string? text)
            ? [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture))]
            : fallback;

    public int[] Ints(string name, params int[] fallback) => Has(name) ? [.. Reals(name).Select(value => (int)value)] : fallback;

    private static string ReadUntil(string text, ref int at, Func<char, bool> ends)
    {
        int start = at;
        while (at < text.Length && !ends(text[at]))
            at++;
        return text[start..at];
    }

    private static string ReadBraced(string text, ref int at)
    {
        int close = text.IndexOf('}', at);
        string inner = text[(at + 1)..close];
        at = close + 1;
        return inner;
    }
}
