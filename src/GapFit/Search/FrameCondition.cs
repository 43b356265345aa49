using GapCore.IO.ExtendedXyz;
using GapFit.Validation;

namespace GapFit.Search;

/// <summary>
/// Which frames: conditions separated by blanks must all hold (<c>size>=24 config_type=md</c>); of such groups, with "|" between, one.
/// </summary>
public sealed class FrameCondition
{
    private readonly FrameFilter[][] _groups;

    private FrameCondition(string text, FrameFilter[][] groups) => (Text, _groups) = (text, groups);

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <exception cref="GapCore.GapException">Argument: no such condition.</exception>
    public static FrameCondition Parse(string text) => new(text,
        [.. text.Split('|').Select(group => Array.ConvertAll(group.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), FrameFilter.Parse))]);

    public bool Accepts(ExtendedXyzFrame frame) => _groups.Any(group => group.Length > 0 && group.All(filter => filter.Accepts(frame)));
}
