using System.Diagnostics.CodeAnalysis;
using GapCore.Text;

namespace GapCore.Descriptors;

/// <summary>
/// A descriptor string such as <c>soap l_max=6 species_Z={11 }</c>: words, key=value pairs and {lists}. A word alone is true, keys are
/// exact names, the last of repeated keys (aliases included) wins, keys nobody asks for are ignored (they are fit-only or foreign).
/// Immutable.
/// </summary>
public sealed class DescriptorString
{
    private const string WordValue = "T";

    private readonly Dictionary<string, (string Value, int Place)> _entries;

    private DescriptorString(string text, string name, Dictionary<string, (string Value, int Place)> entries)
    {
        Text = text;
        Name = name;
        _entries = entries;
    }

    /// <summary>The string as it was given.</summary>
    public string Text { get; }

    /// <summary>The descriptor's name: the first word that is not a key=value pair, for example <c>soap</c>.</summary>
    public string Name { get; }

    /// <summary>Every key and word, the name included, in order of first appearance.</summary>
    public IReadOnlyCollection<string> Keys => _entries.Keys;

    /// <summary>Parses a string; braces around the whole and around values are understood.</summary>
    /// <exception cref="GapException">Format: unbalanced braces, or no name.</exception>
    public static DescriptorString Parse(string text)
    {
        List<KeyValueEntry> entries = KeyValueText.Parse(text, "descriptor");
        int name = entries.FindIndex(entry => entry.Value is null);
        if (name < 0)
            throw new GapException(GapErrorKind.Format,
                $"descriptor {Shown.Quoted(text)} has no name, expected a word such as soap, distance_2b or angle_3b");
        var byKey = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        for (int place = 0; place < entries.Count; place++)
            byKey[entries[place].Key] = (entries[place].Value ?? WordValue, place);
        return new DescriptorString(text, entries[name].Key, byKey);
    }

    /// <summary>Whether the key or word, or one of its aliases, is there.</summary>
    public bool Contains(string key, params ReadOnlySpan<string> aliases) => TryGet(key, out _, aliases);

    /// <summary>The text of a key, outer braces removed; "T" for a word alone.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value, params ReadOnlySpan<string> aliases)
    {
        (string? Value, int Place) found = _entries.TryGetValue(key, out (string Value, int Place) own) ? own : (null, -1);
        foreach (string alias in aliases)
            if (_entries.TryGetValue(alias, out (string Value, int Place) other) && other.Place > found.Place)
                found = other;
        value = found.Value;
        return value is not null;
    }

    /// <summary>The text of a key that must be there.</summary>
    public string GetText(string key, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? value : throw Missing(key, "a value");

    /// <summary>A finite real number that must be there.</summary>
    public double GetDouble(string key, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? ToDouble(key, value) : throw Missing(key, "a real number");

    /// <summary>A finite real number, or the default.</summary>
    public double GetDouble(string key, double otherwise, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? ToDouble(key, value) : otherwise;

    /// <summary>An integer that must be there.</summary>
    public int GetInt(string key, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? ToInt(key, value) : throw Missing(key, "an integer");

    /// <summary>An integer, or the default.</summary>
    public int GetInt(string key, int otherwise, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? ToInt(key, value) : otherwise;

    /// <summary>T, F, .true., .false., true, false, yes, no, 1 or 0 in any case; a word alone is true.</summary>
    public bool GetBool(string key, bool otherwise, params ReadOnlySpan<string> aliases) =>
        !TryGet(key, out string? value, aliases) ? otherwise
        : FortranLogical.TryParse(value, out bool flag) ? flag
        : throw Wrong(key, value, "T or F");

    /// <summary>Integers separated by blanks, colons or commas, braces at any level; null when the key is absent.</summary>
    public int[]? GetIntList(string key, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? Array.ConvertAll(KeyValueText.ListItems(value), item => ToInt(key, item)) : null;

    /// <summary>Finite real numbers separated by blanks, colons or commas, braces at any level; null when the key is absent.</summary>
    public double[]? GetDoubleList(string key, params ReadOnlySpan<string> aliases) =>
        TryGet(key, out string? value, aliases) ? Array.ConvertAll(KeyValueText.ListItems(value), item => ToDouble(key, item)) : null;

    public override string ToString() => Text;

    private double ToDouble(string key, string value) =>
        FortranNumber.TryFinite(value, out double number) ? number : throw Wrong(key, value, "a finite real number");

    private int ToInt(string key, string value) =>
        FortranNumber.TryInteger(value, out long number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw Wrong(key, value, "an integer");

    private GapException Wrong(string key, string value, string expected) =>
        new(GapErrorKind.Format, $"descriptor {Shown.Quoted(Name)}: {key} = {Shown.Quoted(value)}, expected {expected}");

    private GapException Missing(string key, string expected) =>
        new(GapErrorKind.Format, $"descriptor {Shown.Quoted(Name)}: {key} is missing, expected {expected}");
}
