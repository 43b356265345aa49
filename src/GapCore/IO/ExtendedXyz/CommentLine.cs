using System.Text;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>
/// Splits a comment line into entries: <c>key=value</c> with blanks around "=" allowed, values bare, "quoted" (with \" and \\), 'quoted',
/// [in, brackets] or {in braces}; a word alone has the text "T".
/// </summary>
internal ref struct CommentLine
{
    private readonly ReadOnlySpan<char> _line;
    private int _at;

    private CommentLine(ReadOnlySpan<char> line) => _line = line;

    /// <exception cref="GapException">Format, without place: something does not close, or "=" lacks a key or value.</exception>
    public static List<KeyValuePair<string, string>> Parse(ReadOnlySpan<char> text)
    {
        var entries = new List<KeyValuePair<string, string>>();
        var line = new CommentLine(text);
        while (line.SkipBlanks())
            entries.Add(line.Entry());
        return entries;
    }

    /// <summary>Where the entry of exactly this key stands, from its key to the end of its value; null when there is none.</summary>
    /// <exception cref="GapException">As <see cref="Parse"/>.</exception>
    public static Range? Find(ReadOnlySpan<char> text, string key)
    {
        var line = new CommentLine(text);
        while (line.SkipBlanks())
        {
            int start = line._at;
            if (line.Entry().Key == key)
                return start..(start + text[start..line._at].TrimEnd().Length);
        }

        return null;
    }

    /// <summary>Whether a value is one text in brackets or braces, which stands in a line without quotes.</summary>
    public static bool IsBracketed(string value) =>
        value.Length > 0 && value[0] is '[' or '{' && ClosingPlace(value) == value.Length - 1;

    private KeyValuePair<string, string> Entry()
    {
        string key = Key();
        if (!SkipBlanks() || _line[_at] != '=')
            return new(key, "T");
        _at++;
        if (key.Length == 0 || !SkipBlanks())
            throw Malformed($"comment line has {Shown.Quoted($"{key}=")}, expected key=value");
        return new(key, Value());
    }

    private bool SkipBlanks()
    {
        while (_at < _line.Length && char.IsWhiteSpace(_line[_at]))
            _at++;
        return _at < _line.Length;
    }

    private string Key() => _line[_at] is '"' or '\'' ? Quoted() : Bare(stopAtEquals: true);

    private string Value() => _line[_at] switch
    {
        '"' or '\'' => Quoted(),
        '[' or '{' => Bracketed(),
        _ => Bare(stopAtEquals: false),
    };

    private string Bare(bool stopAtEquals)
    {
        int start = _at;
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at]) && !(stopAtEquals && _line[_at] == '='))
            _at++;
        return _line[start.._at].ToString();
    }

    private string Quoted()
    {
        char quote = _line[_at];
        int start = _at++;
        var text = new StringBuilder();
        for (; _at < _line.Length; _at++)
        {
            char c = _line[_at];
            if (c == '\\' && _at + 1 < _line.Length && (_line[_at + 1] == '\\' || _line[_at + 1] == quote))
            {
                text.Append(_line[++_at]);
            }
            else if (c == quote)
            {
                _at++;
                return text.ToString();
            }
            else
            {
                text.Append(c);
            }
        }

        throw Malformed($"comment line has {Shown.Quoted(_line[start..])}, expected a closing {quote}");
    }

    private string Bracketed()
    {
        ReadOnlySpan<char> rest = _line[_at..];
        int end = ClosingPlace(rest);
        if (end < 0)
            throw Malformed($"comment line has {Shown.Quoted(rest)}, expected a closing {(rest[0] == '[' ? ']' : '}')}");
        _at += end + 1;
        return rest[..(end + 1)].ToString();
    }

    /// <summary>Where the bracket or brace that opens a text closes, or -1.</summary>
    private static int ClosingPlace(ReadOnlySpan<char> text)
    {
        char close = text[0] == '[' ? ']' : '}';
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] == text[0] ? 1 : text[i] == close ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return -1;
    }

    private static GapException Malformed(string message) => new(GapErrorKind.Format, message);
}
