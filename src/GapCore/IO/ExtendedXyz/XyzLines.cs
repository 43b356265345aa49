using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>Lines of untrusted text with their numbers: LF or CRLF, the last with or without its end, none longer than a bound.</summary>
internal sealed class XyzLines(TextReader reader, string source)
{
    /// <summary>Longest line accepted, in characters.</summary>
    public const int LongestLine = 1 << 24;

    private readonly char[] _block = new char[1 << 14];
    private readonly System.Text.StringBuilder _long = new();
    private int _start;
    private int _end;

    /// <summary>1-based number of the line read last.</summary>
    public int Number { get; private set; }

    public string Source => source;

    /// <summary>The next line without its end, or null after the last.</summary>
    public string? Next()
    {
        _long.Clear();
        while (true)
        {
            if (_start == _end && !Fill())
                return _long.Length > 0 ? Finish(default) : null;
            Span<char> rest = _block.AsSpan(_start, _end - _start);
            int length = rest.IndexOf('\n');
            if (length >= 0)
            {
                _start += length + 1;
                return Finish(rest[..length]);
            }

            _start = _end;
            _long.Append(rest);
            if (_long.Length > LongestLine)
            {
                Number++;
                throw Fail($"line is longer than {LongestLine} characters, expected extended XYZ");
            }
        }
    }

    /// <summary>The next line that is not blank, or null.</summary>
    public string? NextFilled()
    {
        string? line = Next();
        while (line is not null && string.IsNullOrWhiteSpace(line))
            line = Next();
        return line;
    }

    /// <summary>An error at the line read last.</summary>
    public GapException Fail(string message, GapErrorKind kind = GapErrorKind.Format) =>
        new(kind, $"{message} ({Shown.Place(source, Number)})");

    /// <summary>The same line number for what another part of the core found wrong.</summary>
    public GapException Fail(GapException refusal) => new(refusal.Kind, $"{refusal.Message} ({Shown.Place(source, Number)})", refusal);

    private string Finish(ReadOnlySpan<char> tail)
    {
        Number++;
        if (_long.Length > 0)
        {
            _long.Append(tail);
            if (_long[^1] == '\r')
                _long.Length--;
            return _long.ToString();
        }

        return (tail.Length > 0 && tail[^1] == '\r' ? tail[..^1] : tail).ToString();
    }

    private bool Fill()
    {
        try
        {
            _start = 0;
            _end = reader.Read(_block, 0, _block.Length);
            return _end > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new GapException(GapErrorKind.Io, $"{Shown.Quoted(source)} cannot be read: {RegularFile.OneLine(error.Message)}", error);
        }
    }
}
