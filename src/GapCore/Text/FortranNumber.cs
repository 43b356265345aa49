using System.Globalization;

namespace GapCore.Text;

/// <summary>
/// Reads numbers as Fortran programs write them: <c>.5</c>, <c>5.</c>, <c>-.285E-003</c>, <c>1.0d0</c>, <c>1.0-100</c>. Correctly rounded,
/// independent of culture, allocates nothing.
/// </summary>
public static class FortranNumber
{
    private const NumberStyles RealStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int LongestRewritten = 256;

    /// <summary>Reads a real number without surrounding blanks. NaN and infinities ("NaN", "-inf", overflow) are read as such.</summary>
    public static bool TryReal(ReadOnlySpan<char> text, out double value)
    {
        bool plain = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c) || c == '.' || c is 'e' or 'E')
                continue;
            if (c is '+' or '-')
                plain &= i == 0 || text[i - 1] is 'e' or 'E';
            else if (c is 'd' or 'D')
                plain = false;
            else
                return TryNonFinite(text, out value);
        }

        return plain
            ? double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out value)
            : TryRewritten(text, out value);
    }

    /// <summary>Reads a finite real number; NaN, infinities and overflow are refused.</summary>
    public static bool TryFinite(ReadOnlySpan<char> text, out double value) => TryReal(text, out value) && double.IsFinite(value);

    /// <summary>Reads a finite real number from ASCII bytes: the fast path for large tables.</summary>
    public static bool TryFinite(ReadOnlySpan<byte> text, out double value)
    {
        if (FastReal.TryParse(text, out value))
            return true;

        // The library's parser ignores trailing NULs and reads words such as "Infinity": only a token that ends in a digit or point and
        // yields a finite number is taken from it directly.
        if (text.Length > 0 && (char.IsAsciiDigit((char)text[^1]) || text[^1] == '.')
            && double.TryParse(text, RealStyle, CultureInfo.InvariantCulture, out value))
            return double.IsFinite(value);

        value = 0;
        if (text.Length is 0 or > LongestRewritten)
            return false;
        Span<char> characters = stackalloc char[LongestRewritten];
        for (int i = 0; i < text.Length; i++)
            characters[i] = (char)text[i];
        return TryFinite(characters[..text.Length], out value);
    }

    /// <summary>Reads an integer: an optional sign and decimal digits.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && text[^1] != '\0';

    /// <summary>Gives a D exponent, or one without its letter, the letter E.</summary>
    private static bool TryRewritten(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.Length > LongestRewritten)
            return false;
        Span<char> buffer = stackalloc char[LongestRewritten + 1];
        int length = 0;
        bool hasExponent = false;
        foreach (char c in text)
        {
            bool isLetter = c is 'd' or 'D' or 'e' or 'E';
            bool isBareExponent = c is '+' or '-' && length > 0 && buffer[length - 1] != 'E';
            if (isLetter || isBareExponent)
            {
                if (hasExponent)
                    return false;
                hasExponent = true;
                buffer[length++] = 'E';
            }

            if (!isLetter)
                buffer[length++] = c;
        }

        return double.TryParse(buffer[..length], RealStyle, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryNonFinite(ReadOnlySpan<char> text, out double value)
    {
        ReadOnlySpan<char> word = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        bool infinite = word.Equals("inf", StringComparison.OrdinalIgnoreCase)
            || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        value = !infinite ? double.NaN : text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return infinite || word.StartsWith("nan", StringComparison.OrdinalIgnoreCase) && (word.Length == 3 || word[3] == '(');
    }
}
