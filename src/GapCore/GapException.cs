namespace GapCore;

/// <summary>What kind of thing went wrong; the numbers are the status codes of the C ABI (<c>gapsharp.h</c>).</summary>
public enum GapErrorKind
{
    /// <summary>A call or a value handed in is wrong (shape, range, null).</summary>
    Argument = 1,

    /// <summary>A file cannot be read or written.</summary>
    Io = 2,

    /// <summary>A file's content is malformed.</summary>
    Format = 3,

    /// <summary>Valid, but not supported by this version.</summary>
    Unsupported = 4,

    /// <summary>A species the potential does not know.</summary>
    Species = 5,

    /// <summary>Coincident atoms, not-a-number, a singular matrix.</summary>
    Numeric = 6,

    /// <summary>A defect in GapSharp.</summary>
    Internal = 99,
}

/// <summary>
/// The one exception users meet. <see cref="Exception.Message"/> is one line that says what is wrong, the value, what was expected, and where.
/// </summary>
public sealed class GapException(GapErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public GapErrorKind Kind { get; } = kind;
}
