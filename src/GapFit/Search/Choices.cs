namespace GapFit.Search;

/// <summary>
/// A numbered set of things to choose from, none of which is made before it is asked for: alternatives, and products of such sets. Immutable.
/// </summary>
/// <typeparam name="T">The things.</typeparam>
internal sealed class Choices<T>
{
    private readonly Func<long, List<SearchSetting>, T> _at;

    internal Choices(long count, Func<long, List<SearchSetting>, T> at) => (Count, _at) = (count, at);

    /// <summary>How many; <see cref="long.MaxValue"/> for as many or more.</summary>
    internal long Count { get; }

    /// <summary>Number <paramref name="index"/>, from 0; the settings that were chosen are added to a list.</summary>
    internal T At(long index, List<SearchSetting> settings) => _at(index, settings);

    internal Choices<TOther> Select<TOther>(Func<T, TOther> change) => new(Count, (index, settings) => change(_at(index, settings)));

    /// <summary>Every pair, those of the second running faster.</summary>
    internal Choices<(T First, TOther Second)> With<TOther>(Choices<TOther> other) => new(
        Choices.Product(Count, other.Count),
        (index, settings) => (_at(index / other.Count, settings), other.At(index % other.Count, settings)));
}

/// <summary>Makes sets of choices.</summary>
internal static class Choices
{
    internal static Choices<T> Only<T>(T value) => new(1, (_, _) => value);

    /// <summary>One of several values, the setting of a name.</summary>
    internal static Choices<T> OneOf<T>(string name, IReadOnlyList<(string Label, T Value)> values) => new(values.Count, (index, settings) =>
    {
        settings.Add(new SearchSetting(name, values[(int)index].Label));
        return values[(int)index].Value;
    });

    /// <summary>What one of several sets offers; which, is the setting of a name.</summary>
    internal static Choices<T> OneOf<T>(string name, IReadOnlyList<(string Label, Choices<T> Choices)> sets) => new(
        sets.Aggregate(0L, (sum, set) => set.Choices.Count > long.MaxValue - sum ? long.MaxValue : sum + set.Choices.Count),
        (index, settings) =>
        {
            int which = 0;
            for (; index >= sets[which].Choices.Count; which++)
                index -= sets[which].Choices.Count;
            settings.Add(new SearchSetting(name, sets[which].Label));
            return sets[which].Choices.At(index, settings);
        });

    /// <summary>One of each set, the last running fastest.</summary>
    internal static Choices<T[]> All<T>(IReadOnlyList<Choices<T>> sets) => sets.Aggregate(
        Only<T[]>([]), (all, set) => all.With(set).Select(pair => (T[])[.. pair.First, pair.Second]));

    internal static long Product(long a, long b) => a > long.MaxValue / Math.Max(1, b) ? long.MaxValue : a * b;
}
