using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Validation;

/// <summary>
/// A condition on frames: <c>size</c> (number of atoms) with =, !=, &lt;, &lt;=, &gt; or &gt;= a number, or any entry of the comment line
/// with = or != a text, for example <c>config_type=dimer</c> or <c>split!=train</c>.
/// </summary>
public sealed class FrameFilter
{
    // Longest first: "!=" must not be read as "=".
    private static readonly string[] Relations = ["!=", "<=", ">=", "=", "<", ">"];

    private readonly string _key;
    private readonly string _relation;
    private readonly string _value;
    private readonly long? _size;

    private FrameFilter(string key, string relation, string value, long? size)
    {
        _key = key;
        _relation = relation;
        _value = value;
        _size = size;
    }

    /// <exception cref="GapException">Argument: no such condition.</exception>
    public static FrameFilter Parse(string text)
    {
        int at = text.AsSpan().IndexOfAny("!<>=");
        string? relation = at < 1 ? null : Relations.FirstOrDefault(known => text.AsSpan(at).StartsWith(known));
        if (relation is null)
            throw Wrong(text, "a key, one of = != < <= > >=, and a value");
        string key = text[..at].Trim(), value = text[(at + relation.Length)..].Trim();
        if (key != "size")
            return relation is "=" or "!=" ? new(key, relation, value, null) : throw Wrong(text, $"{key}=TEXT or {key}!=TEXT");
        return FortranNumber.TryInteger(value, out long size) ? new(key, relation, value, size) : throw Wrong(text, "a number of atoms");
    }

    public bool Accepts(ExtendedXyzFrame frame)
    {
        if (_size is null)
            return (frame.TryGetText(_key, out string? text) && text == _value) == (_relation == "=");
        int order = ((long)frame.Structure.Count).CompareTo(_size.Value);
        return _relation switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static GapException Wrong(string text, string expected) =>
        new(GapErrorKind.Argument, $"condition {Shown.Quoted(text)}, expected {expected}");
}
