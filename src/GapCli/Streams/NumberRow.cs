using System.Globalization;

namespace GapCli.Streams;

/// <summary>Numbers on one line: 17 significant digits, blanks between.</summary>
internal static class NumberRow
{
    internal static void Write(TextWriter writer, ReadOnlySpan<double> numbers)
    {
        Span<char> text = stackalloc char[32];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0)
                writer.Write(' ');
            numbers[i].TryFormat(text, out int length, "E16", CultureInfo.InvariantCulture);
            writer.Write(text[..length]);
        }

        writer.Write('\n');
    }
}
