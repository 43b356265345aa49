using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>Reads what a stage says of entries of <c>gap</c>, values with alternatives among them.</summary>
internal static class EntryChoices
{
    /// <summary>Lists of entries: the value of <c>gap</c> or <c>add</c>.</summary>
    /// <param name="value">One list, or several in braces with "|" between.</param>
    /// <param name="key">gap or add.</param>
    /// <param name="place">Where it stands, for messages.</param>
    /// <param name="before">Names of the entries that there are already: a second soap is called soap2.</param>
    internal static Choices<GapEntry[]> OfLists(string value, string key, string place, IReadOnlyList<string> before)
    {
        string[] lists = Alternatives.OfEntries(value);
        if (lists.Length == 1)
            return OfList(value, key, place, before);
        (string Label, Choices<GapEntry[]> Choices)[] sets = [.. lists.Select(list => Labelled(list, key, place, before))];
        if (sets.DistinctBy(set => set.Label).Count() < sets.Length)
            sets = [.. sets.Select((set, i) => ($"{i + 1}: {set.Label}", set.Choices))];
        return Choices.OneOf(key, sets);
    }

    /// <summary>Changes of entries that there are: the value of <c>vary</c>, each part naming its entry.</summary>
    internal static Choices<GapEntry[]> OfChanges(string value, string place, IReadOnlyList<GapEntry> entries)
    {
        string[] names = Names([.. entries.Select(entry => entry.Name)], []);
        Choices<GapEntry>[] changed = [.. entries.Select(Choices.Only)];
        foreach (string part in GapEntries.Split(value))
        {
            List<KeyValueEntry> words = KeyValueText.Parse(part, place);
            string name = NameOf(words, part, place);
            int at = Array.IndexOf(names, name);
            if (at < 0)
                throw new GapException(GapErrorKind.Argument, $"vary of {place} names {Shown.Quoted(name)}, expected an entry of the fit so far: "
                    + $"{string.Join(", ", names)}{NearestName.Hint(name, names)}");
            GapEntry entry = entries[at];
            foreach (KeyValueEntry word in words.Where(word => word.Value is not null))
            {
                KeyTable table = FitEntries.KeysOf(entry.Name, place);
                if (table.Find(word.Key) is null)
                    throw new GapException(GapErrorKind.Argument, $"unknown key {Shown.Quoted(word.Key)} in vary of {place}, expected a key of "
                        + $"{entry.Name}{NearestName.Hint(word.Key, table.Names)}");
                changed[at] = changed[at].With(OfValue(word, name, place)).Select(pair => pair.First.With(pair.Second, place));
            }
        }

        return Choices.All(changed);
    }

    /// <summary>A key with its value or alternatives; these are a setting, with the name in front of the key where there is one.</summary>
    internal static Choices<KeyValueEntry> OfValue(KeyValueEntry word, string? name, string place)
    {
        string setting = name is null ? word.Key : $"{name}.{word.Key}";
        string[] values = word.Value is null ? [] : Alternatives.Of(word.Value, $"{setting} in {place}");
        return values.Length < 2
            ? Choices.Only(word)
            : Choices.OneOf(setting, [.. values.Select(value => (value, word with { Value = value }))]);
    }

    private static (string Label, Choices<GapEntry[]> Choices) Labelled(string list, string key, string place, IReadOnlyList<string> before)
    {
        if (KeyValueText.WithoutBraces(list).IsEmpty)
            return ("nothing", Choices.Only<GapEntry[]>([]));
        Choices<GapEntry[]> choices = OfList(list, key, place, before);
        return (string.Join("+", choices.At(0, []).Select(entry => entry.Name)), choices);
    }

    private static Choices<GapEntry[]> OfList(string list, string key, string place, IReadOnlyList<string> before)
    {
        string inner = KeyValueText.WithoutBraces(list).ToString();
        List<KeyValueEntry>[] entries = [.. GapEntries.Split(inner).Select(entry => KeyValueText.Parse(entry, place))];
        string[] kinds = [.. entries.Select(words => NameOf(words, list, $"{key} of {place}"))];
        string[] names = Names(kinds, before);
        return Choices.All([.. entries.Select((words, i) => Choices.All([.. words.Select(word => OfValue(word, names[i], place))])
            .Select(chosen => new GapEntry(kinds[i], chosen)))]);
    }

    private static string NameOf(List<KeyValueEntry> words, string text, string place) =>
        words.Find(word => word.Value is null).Key ?? throw new GapException(GapErrorKind.Argument,
            $"{Shown.Quoted(text)} in {place} has no name, expected a word such as soap, distance_2b or angle_3b");

    private static string[] Names(IReadOnlyList<string> kinds, IReadOnlyList<string> before)
    {
        var all = new List<string>(before);
        return [.. kinds.Select(kind =>
        {
            all.Add(kind);
            int number = all.Count(other => other == kind);
            return number == 1 ? kind : $"{kind}{number}";
        })];
    }
}
