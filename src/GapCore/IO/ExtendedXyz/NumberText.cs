using System.Globalization;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>Numbers inside comment-line values.</summary>
internal static class NumberText
{
    private static readonly char[] Separators = [' ', '\t', ',', '[', ']', '{', '}', '(', ')'];

    /// <summary>
    /// 17 significant digits and an exponent: reads back to the same number, and a whole number stays a real for programs that go by the
    /// looks of it.
    /// </summary>
    public static string Format(double value) => value.ToString("E16", CultureInfo.InvariantCulture);

    /// <summary>The words of a value in brackets, braces or plain.</summary>
    public static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Finite numbers, or null when a word is none.</summary>
    public static double[]? ParseReals(string text)
    {
        string[] words = Words(text);
        var values = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
            if (!FortranNumber.TryFinite(words[i], out values[i]))
                return null;
        return values;
    }
}
