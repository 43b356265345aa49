using GapCore.Numerics;

namespace GapCore.Tests.Numerics;

/// <summary>Eight rows turned into columns, for every count up to beyond two register blocks.</summary>
public sealed class TranspositionTests
{
    [Fact]
    public void Turns_every_count()
    {
        const int sourceStride = 32, targetStride = 11;
        double[] source = [.. Enumerable.Range(0, Transposition.Rows * sourceStride).Select(i => (double)i)];
        for (int count = 0; count <= 20; count++)
        {
            double[] target = [.. Enumerable.Repeat(-1.0, 24 * targetStride)];
            Transposition.Turn(source, sourceStride, target, targetStride, count);
            for (int i = 0; i < 24; i++)
                for (int lane = 0; lane < targetStride; lane++)
                    Assert.Equal(i < count && lane < Transposition.Rows ? source[lane * sourceStride + i] : -1, target[i * targetStride + lane]);
        }
    }
}
