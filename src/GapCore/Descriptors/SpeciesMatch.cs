namespace GapCore.Descriptors;

/// <summary>Species selection: an atomic number, or 0 for any.</summary>
internal static class SpeciesMatch
{
    internal static bool Matches(int wanted, int number) => wanted == 0 || wanted == number;

    /// <summary>The unordered pair (a, b) fits the unordered pair (z1, z2).</summary>
    internal static bool MatchesPair(int z1, int z2, int a, int b) =>
        (Matches(z1, a) && Matches(z2, b)) || (Matches(z2, a) && Matches(z1, b));
}
