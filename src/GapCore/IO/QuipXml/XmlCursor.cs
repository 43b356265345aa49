using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// A forward reader over untrusted XML that refuses document types and entities and places every error. Whoever handles an element leaves
/// the cursor on its end tag, or on the element itself when it is empty.
/// </summary>
internal sealed class XmlCursor : IDisposable
{
    private readonly XmlReader _reader;
    private readonly string _source;

    public XmlCursor(Stream xml, string source)
    {
        _source = source;
        _reader = XmlReader.Create(xml, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        });
    }

    /// <summary>Name of the element the cursor is on.</summary>
    public string Element => _reader.LocalName;

    /// <summary>Moves to the root element.</summary>
    public void MoveToRoot()
    {
        while (_reader.NodeType != XmlNodeType.Element && Advance())
        {
        }
    }

    /// <summary>Moves to the next child of the element whose depth is <paramref name="parent"/>; false at its end.</summary>
    public bool NextChild(Depth parent)
    {
        if (parent.IsEmpty)
            return false;
        while (Advance())
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == parent.Level + 1)
                return true;
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == parent.Level)
                return false;
        }

        return false;
    }

    /// <summary>The element the cursor is on, for <see cref="NextChild"/>.</summary>
    public Depth Here => new(_reader.Depth, _reader.IsEmptyElement);

    /// <summary>The elements of the given names below the current one, at any depth, not looking inside those found.</summary>
    public IEnumerable<string> Elements(params string[] names)
    {
        var open = new Stack<Depth>([Here]);
        while (open.TryPeek(out Depth parent))
        {
            if (!NextChild(parent))
                open.Pop();
            else if (names.Contains(Element))
                yield return Element;
            else
                open.Push(Here);
        }
    }

    /// <summary>Passes over everything inside the current element without keeping it.</summary>
    public void Skip()
    {
        Depth here = Here;
        while (NextChild(here))
        {
        }
    }

    /// <summary>Reads to the end of the document, so that a file cut short is noticed.</summary>
    public void Finish()
    {
        while (Advance())
        {
        }
    }

    /// <summary>Text of the current element, children's not included.</summary>
    public string ReadText()
    {
        Depth here = Here;
        if (here.IsEmpty)
            return "";
        string? only = null;
        StringBuilder? several = null;
        while (Advance())
        {
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == here.Level)
                break;
            if (_reader.Depth != here.Level + 1 || !_reader.HasValue)
                continue;
            if (only is null)
                only = _reader.Value;
            else
                (several ??= new StringBuilder(only)).Append(_reader.Value);
        }

        return several?.ToString() ?? only ?? "";
    }

    public bool TryText(string attribute, [NotNullWhen(true)] out string? value)
    {
        value = _reader.GetAttribute(attribute);
        return value is not null;
    }

    public string Text(string attribute) =>
        TryText(attribute, out string? value) ? value : throw Fail($"{Element} has no attribute {attribute}");

    /// <summary>A finite real attribute.</summary>
    public double Real(string attribute) => ToReal(attribute, Text(attribute));

    /// <summary>A finite real attribute, or the default.</summary>
    public double Real(string attribute, double otherwise) =>
        TryText(attribute, out string? value) ? ToReal(attribute, value) : otherwise;

    /// <summary>An integer attribute from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Integer(string attribute, int least, int most)
    {
        string text = Text(attribute);
        return FortranNumber.TryInteger(text.AsSpan().Trim(), out long value) && value >= least && value <= most
            ? (int)value
            : throw Wrong(attribute, text, most == int.MaxValue ? $"an integer of at least {least}" : $"an integer from {least} to {most}");
    }

    /// <summary>A logical attribute, or the default.</summary>
    public bool Flag(string attribute, bool otherwise) =>
        !TryText(attribute, out string? text) ? otherwise
        : FortranLogical.TryParse(text, out bool value) ? value
        : throw Wrong(attribute, text, "T or F");

    public GapException Wrong(string attribute, string value, string expected) =>
        Fail($"{Element} has {attribute} = {Shown.Quoted(value)}, expected {expected}");

    /// <summary>An error at the cursor's place.</summary>
    public GapException Fail(string message, GapErrorKind kind = GapErrorKind.Format) => new(kind, $"{message} ({Place})");

    /// <summary>Source and line, for messages.</summary>
    public string Place => Shown.Place(_source, ((IXmlLineInfo)_reader).LineNumber);

    public void Dispose() => _reader.Dispose();

    private double ToReal(string attribute, string text) =>
        FortranNumber.TryFinite(text.AsSpan().Trim(), out double value) ? value : throw Wrong(attribute, text, "a finite real number");

    private bool Advance()
    {
        int before = ((IXmlLineInfo)_reader).LineNumber;
        try
        {
            return _reader.Read();
        }
        catch (XmlException error)
        {
            // Both the message and its resource key (where messages are trimmed away) name the DTD.
            string reason = error.Message.Contains("Dtd", StringComparison.OrdinalIgnoreCase)
                ? "a document type (DOCTYPE) or entities, expected none: they are refused for safety"
                : $"malformed or truncated XML: {RegularFile.OneLine(error.Message)}";
            int line = error.LineNumber > 0 ? error.LineNumber : Math.Max(before, 1);
            throw new GapException(GapErrorKind.Format, $"file has {reason} ({Shown.Place(_source, line)})", error);
        }
    }
}

/// <summary>Level of an element in its document, and whether it is of the form <c>&lt;a/&gt;</c>.</summary>
internal readonly record struct Depth(int Level, bool IsEmpty);
