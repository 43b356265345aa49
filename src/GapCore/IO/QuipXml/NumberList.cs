using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>Numbers separated by blanks or line breaks inside an element.</summary>
internal static class NumberList
{
    /// <exception cref="GapException">Format: something that is no finite number.</exception>
    public static double[] Parse(XmlCursor cursor, ReadOnlySpan<char> text, string what)
    {
        var numbers = new List<double>();
        while (true)
        {
            text = text.TrimStart();
            if (text.IsEmpty)
                return [.. numbers];
            int end = 0;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            if (!FortranNumber.TryFinite(text[..end], out double number))
                throw cursor.Fail(
                    $"{what} contains {Shown.Quoted(text[..end])} as number {numbers.Count + 1}, expected a finite real number");
            numbers.Add(number);
            text = text[end..];
        }
    }
}
