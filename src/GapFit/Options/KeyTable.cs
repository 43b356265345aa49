using GapCore.Text;

namespace GapFit.Options;

/// <summary>The keys that may stand in one place of a fit's command line.</summary>
/// <param name="Owner">Whose keys, for messages: gap_fit or a descriptor.</param>
/// <param name="Keys">Keys that are obeyed, or refused by name.</param>
/// <param name="WithoutEffect">Keys that are accepted because command lines have them, and do nothing.</param>
internal sealed record KeyTable(string Owner, IReadOnlyList<OptionKey> Keys, IReadOnlyList<OptionKey> WithoutEffect)
{
    /// <summary>Every name, aliases included.</summary>
    public IEnumerable<string> Names => All.SelectMany(key => key.Names);

    private IEnumerable<OptionKey> All => Keys.Concat(WithoutEffect);

    /// <summary>The key that has the name; null when there is none.</summary>
    public OptionKey? Find(string name) => All.FirstOrDefault(key => key.Names.Contains(name));
}
