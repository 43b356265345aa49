namespace GapFit.Options;

/// <summary>What a misspelt name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>No name is longer; the distance of a longer text is not worth its time.</summary>
    private const int Longest = 64;

    /// <summary>The name fewest edits away from a text, whatever the case; null where more than a third of it would change.</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        if (text.Length > Longest)
            return null;
        (string name, int edits) = names.Select(name => (name, Edits(text, name))).MinBy(pair => pair.Item2);
        return edits <= Math.Max(1, name.Length / 3) && edits < name.Length ? name : null;
    }

    /// <summary>The end of a message: the guess, if there is one.</summary>
    public static string Hint(string text, IEnumerable<string> names) =>
        Find(text, names) is { } name ? $": did you mean \"{name}\"?" : "";

    /// <summary>Levenshtein distance: insertions, deletions and replacements of a character.</summary>
    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        foreach (char c in from)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < to.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(c) == char.ToLowerInvariant(to[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(row[j], row[j + 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
