using System.IO.Compression;
using GapCore.IO;

namespace GapCore.Tests.IO;

/// <summary>Packed text is unpacked up to a bound.</summary>
public sealed class BoundedGzipStreamTests
{
    /// <summary>printf '' | gzip -n.</summary>
    private static readonly byte[] EmptyMember = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void Unpacks_up_to_the_bound_and_no_further()
    {
        byte[] packed = Pack(new byte[1000]);
        Assert.Equal(1000, Unpack(packed, most: 1000).Length);
        Assert.Contains("more than 999 bytes", Assert.Throws<IOException>(() => Unpack(packed, most: 999)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_one_after_another_are_one_text() =>
        Assert.Equal([1, 2, 3, 4], Unpack([.. Pack([1, 2]), .. Pack([3, 4])], most: 10));

    [Fact]
    public void What_is_cut_short_or_no_gzip_is_an_error()
    {
        byte[] packed = Pack([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 251))]);
        Assert.Throws<IOException>(() => Unpack(packed[..(packed.Length / 2)], most: 5000));
        Assert.Throws<IOException>(() => Unpack([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], most: 5000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    public void What_is_too_short_for_a_gzip_file_is_an_error(int length) =>
        Assert.Throws<IOException>(() => Unpack(EmptyMember[..length], most: 10));

    [Fact]
    public void Nothing_may_be_packed() => Assert.Empty(Unpack(EmptyMember, most: 10));

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed, long most)
    {
        using var stream = new BoundedGzipStream(new MemoryStream(packed), most);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
