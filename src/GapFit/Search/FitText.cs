using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>A fit as its config file says it, in pieces that a search can change. Immutable.</summary>
/// <param name="Keys">The keys of gap_fit except <c>gap</c>.</param>
/// <param name="Gap">The entries of <c>gap</c>.</param>
/// <param name="Structures">Part of the training structures that are used, 0 to 1.</param>
internal sealed record FitText(IReadOnlyList<KeyValueEntry> Keys, IReadOnlyList<GapEntry> Gap, double Structures = 1)
{
    /// <summary>The text that <see cref="FitOptionsParser.ParseText"/> reads.</summary>
    internal string CommandLine => OptionWords.Join(
        [.. Keys, new KeyValueEntry("gap", string.Join(" : ", Gap.Select(entry => $"{{{OptionWords.Join(entry.Words)}}}")))]);

    /// <summary>The fit with a key set, whatever alias it had before.</summary>
    internal FitText With(KeyValueEntry entry) => this with { Keys = FitEntries.Replace(Keys, entry, FitKeys.TopLevel) };

    /// <summary>n_sparse of every entry that has it, multiplied by a factor; never below ten or what it was.</summary>
    internal FitText WithSparsePoints(double factor) => this with { Gap = [.. Gap.Select(entry => entry.WithSparsePoints(factor))] };
}

/// <summary>An entry of <c>gap</c>: the descriptor's name, then keys with values.</summary>
/// <param name="Name">soap, distance_2b or angle_3b.</param>
/// <param name="Words">All words, the name among them.</param>
internal sealed record GapEntry(string Name, IReadOnlyList<KeyValueEntry> Words)
{
    private const int FewestPoints = 10;

    private const string SparseKey = "n_sparse";

    internal GapEntry With(KeyValueEntry entry, string place) =>
        this with { Words = FitEntries.Replace(Words, entry, FitEntries.KeysOf(Name, place)) };

    internal GapEntry WithSparsePoints(double factor) => this with
    {
        Words = [.. Words.Select(word => word.Key == SparseKey && FortranNumber.TryInteger(word.Value ?? "", out long count)
            ? word with { Value = FormattableString.Invariant($"{Math.Max(Math.Min(count, FewestPoints), (long)Math.Ceiling(count * factor))}") }
            : word)],
    };
}

/// <summary>Entries among keys that have aliases.</summary>
internal static class FitEntries
{
    internal static KeyTable KeysOf(string descriptor, string place) => FitKeys.Entry(descriptor, DescriptorKeys.Of(descriptor, place).Keys);

    /// <summary>The entries without any that mean the same key, and the new one in its place or at the end.</summary>
    internal static IReadOnlyList<KeyValueEntry> Replace(IReadOnlyList<KeyValueEntry> entries, KeyValueEntry entry, KeyTable table)
    {
        OptionKey? key = table.Find(entry.Key);
        int at = entries.ToList().FindIndex(other => IsSame(other.Key));
        return at < 0
            ? [.. entries, entry]
            : [.. entries.Take(at), entry, .. entries.Skip(at + 1).Where(other => !IsSame(other.Key))];

        bool IsSame(string name) => key is null ? name == entry.Key : key.Names.Contains(name);
    }
}
