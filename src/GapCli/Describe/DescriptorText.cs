using GapCli.Streams;
using GapCore.Evaluation;

namespace GapCli.Describe;

/// <summary>Descriptor vectors as text: one vector per line.</summary>
internal static class DescriptorText
{
    internal static void Write(TextWriter writer, DescriptorVectors vectors)
    {
        for (int row = 0; row < vectors.Rows; row++)
            NumberRow.Write(writer, vectors.Values.AsSpan(row * vectors.Dimensions, vectors.Dimensions));
    }
}
