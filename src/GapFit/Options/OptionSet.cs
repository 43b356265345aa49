using System.Diagnostics.CodeAnalysis;
using GapCore;
using GapCore.Text;

namespace GapFit.Options;

/// <summary>Entries checked against a table, every key known and none with two values; reads the values with their types.</summary>
internal sealed class OptionSet
{
    private readonly KeyTable _table;
    private readonly string _place;
    private readonly Dictionary<string, (string Given, string Value)> _values = [];

    /// <param name="entries">The entries; a word alone means T.</param>
    /// <param name="table">The keys that may stand here.</param>
    /// <param name="place">Where "here" is, for messages.</param>
    /// <exception cref="GapException">Argument: an unknown key, with the nearest known one; a key with two values.</exception>
    public OptionSet(IEnumerable<KeyValueEntry> entries, KeyTable table, string place)
    {
        (_table, _place) = (table, place);
        foreach (KeyValueEntry entry in entries)
        {
            OptionKey key = table.Find(entry.Key) ?? throw new GapException(GapErrorKind.Argument, $"unknown key {Shown.Quoted(entry.Key)} "
                + $"in {place}, expected a key of {table.Owner}{NearestName.Hint(entry.Key, table.Names)}");
            string value = entry.Value ?? "T";
            if (!_values.TryAdd(key.Name, (entry.Key, value)) && _values[key.Name] is var (given, other) && other != value)
                throw new GapException(GapErrorKind.Argument, $"{given}={Shown.Quoted(other)} and {entry.Key}={Shown.Quoted(value)} "
                    + $"in {place}, expected one value of {key}");
        }
    }

    /// <summary>One line for each key that has no effect.</summary>
    public IEnumerable<string> Notes => _table.WithoutEffect.Where(key => Contains(key.Name)).Select(key => NoEffect(key.Name));

    /// <summary>The line for a key that has no effect, and why.</summary>
    public string NoEffect(string key, string reason = "") => $"{Given(key)} in {_place} has no effect{reason}";

    /// <summary>Requires the mandatory keys and what else is found missing.</summary>
    /// <exception cref="GapException">Argument: all that is missing, in one line.</exception>
    public void Require(IEnumerable<string> missing)
    {
        string[] all = [.. _table.Keys.Where(key => key.IsMandatory && !Contains(key.Name)).Select(key => key.ToString()), .. missing];
        if (all.Length > 0)
            throw new GapException(GapErrorKind.Argument,
                $"{_place} lacks {string.Join(", ", all)}, expected {(all.Length > 1 ? "all of these" : "it")}");
    }

    public bool Contains(string key) => _values.ContainsKey(key);

    /// <summary>The text as given, perhaps empty.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out string? value)
    {
        value = _values.TryGetValue(key, out (string Given, string Value) found) ? found.Value : null;
        return value is not null;
    }

    /// <summary>A text that is not empty; null when the key is absent.</summary>
    public string? Text(string key) => !TryGet(key, out string? value) ? null : value.Length > 0 ? value : throw Wrong(key, "a text");

    public bool Flag(string key, bool otherwise) =>
        !TryGet(key, out string? value) ? otherwise : FortranLogical.TryParse(value, out bool flag) ? flag : throw Wrong(key, "T or F");

    public int Integer(string key, int otherwise, int least) =>
        !TryGet(key, out string? value) ? otherwise
        : FortranNumber.TryInteger(value, out long number) && number >= least && number <= int.MaxValue ? (int)number
        : throw Wrong(key, $"an integer, at least {least}");

    public double Real(string key, double otherwise) =>
        !TryGet(key, out string? value) ? otherwise
        : FortranNumber.TryFinite(value, out double number) ? number
        : throw Wrong(key, "a finite real number");

    public double NotNegative(string key, double otherwise) =>
        Real(key, otherwise) is >= 0 and double number ? number : throw Wrong(key, "0 or a positive number");

    public double Positive(string key) => Real(key, 0) is > 0 and double number ? number : throw Wrong(key, "a positive number");

    /// <summary>Finite numbers, separated by blanks, colons or commas.</summary>
    public double[] Reals(string key, string expected) =>
        Array.ConvertAll(KeyValueText.ListItems(_values[key].Value), item => Number(key, item, expected));

    /// <summary>Groups of a name and numbers separated by colons, <c>{liq:0.1:0.2:amo:0.3:0.4}</c>, in their order; no name twice.</summary>
    public List<(string Name, double[] Numbers)> NamedNumbers(string key, int count, string expected)
    {
        string[] items = _values[key].Value.Split([':', '{', '}'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (items.Length % (count + 1) != 0)
            throw Wrong(key, expected);
        List<(string Name, double[] Numbers)> groups = [.. items.Chunk(count + 1)
            .Select(group => (group[0], Array.ConvertAll(group[1..], item => Number(key, item, expected))))];
        return groups.DistinctBy(group => group.Name).Count() == groups.Count ? groups : throw Wrong(key, $"{expected}, no name twice");
    }

    /// <summary>One of some names, whatever the case.</summary>
    /// <exception cref="GapException">Unsupported: one of <paramref name="unsupported"/>. Argument: another name.</exception>
    public T Choice<T>(string key, IReadOnlyDictionary<string, T> choices, T otherwise, params string[] unsupported)
        where T : struct
    {
        if (!TryGet(key, out string? value))
            return otherwise;
        if (choices.TryGetValue(value.ToLowerInvariant(), out T choice))
            return choice;
        string expected = string.Join(", ", choices.Keys);
        throw unsupported.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Unsupported(key, expected)
            : Wrong(key, $"one of {expected}{NearestName.Hint(value, choices.Keys)}");
    }

    public GapException Wrong(string key, string expected) => Refused(GapErrorKind.Argument, key, "", expected);

    public GapException Unsupported(string key, string expected) => Refused(GapErrorKind.Unsupported, key, " is not supported", expected);

    /// <summary>The key as the user wrote it; its name and aliases when it is absent.</summary>
    public string Given(string key) =>
        _values.TryGetValue(key, out (string Given, string Value) found) ? found.Given : _table.Find(key)?.ToString() ?? key;

    private double Number(string key, string item, string expected) =>
        FortranNumber.TryFinite(item, out double number) ? number : throw Wrong(key, expected);

    private GapException Refused(GapErrorKind kind, string key, string what, string expected) =>
        new(kind, $"{Given(key)} = {Shown.Quoted(_values[key].Value)} in {_place}{what}, expected {expected}");
}
