using System.Globalization;
using GapCore.Evaluation;

namespace GapCli.Describe;

/// <summary>Descriptor vectors as text: one vector per line, 17 significant digits, blanks between.</summary>
internal static class DescriptorText
{
    internal static void Write(TextWriter writer, DescriptorVectors vectors)
    {
        Span<char> number = stackalloc char[32];
        for (int row = 0; row < vectors.Rows; row++)
        {
            ReadOnlySpan<double> vector = vectors.Values.AsSpan(row * vectors.Dimensions, vectors.Dimensions);
            for (int component = 0; component < vector.Length; component++)
            {
                if (component > 0)
                    writer.Write(' ');
                vector[component].TryFormat(number, out int length, "E16", CultureInfo.InvariantCulture);
                writer.Write(number[..length]);
            }

            writer.Write('\n');
        }
    }
}
