using System.Globalization;
using System.Text;
using System.Xml;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Writes the text of a potential file, UTF-8, in the layout of the fitting program. Numbers have 17 significant digits: they are read back
/// bit for bit, by Fortran's list-directed input too.
/// </summary>
internal sealed class XmlOutputWriter(Stream stream)
{
    private const int LongestNumber = 32;
    private const string CDataEnd = "]]>";

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    /// <summary>Markup, as it is.</summary>
    public XmlOutputWriter Raw(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (_buffer.Length - _used < LongestNumber)
                Flush();
            Rune.DecodeFromUtf16(text, out Rune first, out int length);
            if (first.IsAscii)
            {
                // Runs of ASCII, which is nearly everything, go in one copy.
                int run = Math.Min(text.Length, _buffer.Length - _used);
                int ascii = text[..run].IndexOfAnyExceptInRange('\0', '\x7f');
                run = ascii < 0 ? run : ascii;
                _used += Encoding.ASCII.GetBytes(text[..run], _buffer.AsSpan(_used));
                text = text[run..];
            }
            else
            {
                _used += first.EncodeToUtf8(_buffer.AsSpan(_used));
                text = text[length..];
            }
        }

        return this;
    }

    /// <summary>Text from outside, in content or in an attribute.</summary>
    /// <exception cref="GapException">Argument: a character that XML cannot hold.</exception>
    public XmlOutputWriter Text(string text, string what)
    {
        Require(text, what);
        return Raw(text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal));
    }

    /// <summary>Text from outside in a CDATA section; where it contains the section's end, in two.</summary>
    /// <exception cref="GapException">Argument: a character that XML cannot hold.</exception>
    public XmlOutputWriter CData(string text, string what)
    {
        Require(text, what);
        return Raw("<![CDATA[").Raw(text.Replace(CDataEnd, "]]]]><![CDATA[>", StringComparison.Ordinal)).Raw(CDataEnd);
    }

    public XmlOutputWriter Number(double value)
    {
        Reserve();
        value.TryFormat(_buffer.AsSpan(_used), out int written, "E16", CultureInfo.InvariantCulture);
        _used += written;
        return this;
    }

    public XmlOutputWriter Number(long value)
    {
        Reserve();
        value.TryFormat(_buffer.AsSpan(_used), out int written, provider: CultureInfo.InvariantCulture);
        _used += written;
        return this;
    }

    /// <summary>An attribute with a blank before it.</summary>
    public XmlOutputWriter Attribute(string name, double value) => Open(name).Number(value).Raw("\"");

    /// <inheritdoc cref="Attribute(string, double)"/>
    public XmlOutputWriter Attribute(string name, long value) => Open(name).Number(value).Raw("\"");

    /// <inheritdoc cref="Attribute(string, double)"/>
    public XmlOutputWriter Attribute(string name, string value) => Open(name).Text(value, name).Raw("\"");

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    private XmlOutputWriter Open(string name) => Raw(" ").Raw(name).Raw("=\"");

    private void Reserve()
    {
        if (_buffer.Length - _used < LongestNumber)
            Flush();
    }

    private static void Require(string text, string what)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
                continue;
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                i++;
            else
                throw new GapException(GapErrorKind.Argument,
                    $"{what} {Shown.Quoted(text)} has the character U+{(int)text[i]:X4} at place {i + 1}, expected text that XML can hold");
        }
    }
}
