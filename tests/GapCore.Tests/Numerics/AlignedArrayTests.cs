using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GapCore.Numerics;

namespace GapCore.Tests.Numerics;

public sealed class AlignedArrayTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100_003)]
    public unsafe void Begins_at_a_cache_line_with_zeros(int length)
    {
        for (int repeat = 0; repeat < 10; repeat++)
        {
            AlignedArray array = new(length);
            Span<double> span = array;
            Assert.Equal(length, array.Length);
            Assert.Equal(length, span.Length);
            Assert.All(span.ToArray(), value => Assert.Equal(0, value));
            Assert.Equal(0u, (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span)) % 64);
        }
    }

    [Fact]
    public void Bounds_are_checked()
    {
        AlignedArray array = new(5);
        array[4] = 1.5;
        Assert.Equal(1.5, array.AsSpan(4)[0]);
        Assert.Throws<IndexOutOfRangeException>(() => array[5] = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => array.AsSpan(3, 3).Clear());
        Assert.Equal(0, default(AlignedArray).AsSpan().Length);
    }
}
