namespace GapCore.Text;

/// <summary>A key of an option text, for whoever checks that a text has the right ones. Immutable.</summary>
/// <param name="name">The name it is known by.</param>
/// <param name="aliases">Other names that mean the same.</param>
public sealed class OptionKey(string name, params string[] aliases)
{
    public string Name { get; } = name;

    /// <summary>The name, then its aliases.</summary>
    public IReadOnlyList<string> Names { get; } = [name, .. aliases];

    /// <summary>Nothing works without it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Name and aliases, for messages: "delta (energy_scale)".</summary>
    public override string ToString() => Names.Count == 1 ? Name : $"{Name} ({string.Join(", ", Names.Skip(1))})";
}
