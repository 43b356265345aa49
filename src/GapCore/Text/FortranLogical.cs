namespace GapCore.Text;

/// <summary>Reads logical values as Fortran programs and people write them.</summary>
public static class FortranLogical
{
    /// <summary>T, F, .true., .false., true, false, yes, no, y, n, 1, 0, whatever the case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out bool value)
    {
        ReadOnlySpan<char> word = text.Trim();
        if (word.Length > 2 && word[0] == '.' && word[^1] == '.')
            word = word[1..^1];
        value = IsAny(word, "T", "true", "yes", "y", "1");
        return value || IsAny(word, "F", "false", "no", "n", "0");
    }

    private static bool IsAny(ReadOnlySpan<char> word, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
