namespace GapCore.Descriptors;

/// <summary>
/// A descriptor string such as <c>soap l_max=6 species_Z={11 }</c>: words, key=value pairs and {lists}. A word alone is true, keys are
/// exact names, the last of repeated keys wins, keys nobody asks for are ignored (they are fit-only or foreign).
/// </summary>
public sealed class DescriptorString
{
    /// <summary>Parses a string; braces around the whole and around values are understood.</summary>
    /// <exception cref="GapException">Unbalanced braces or an empty string.</exception>
    public static DescriptorString Parse(string text) => throw new NotImplementedException();
}
