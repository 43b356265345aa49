using GapCore;
using GapFit.LinearAlgebra;

namespace GapFit.Tests.LinearAlgebra;

/// <summary>Saved factors come back to the last bit; anything else is refused.</summary>
public sealed class TriangularFactorFormatTests
{
    private const int Header = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(600)]
    public void What_was_written_is_read_to_the_last_bit(int unknowns)
    {
        TriangularFactor factor = Random(unknowns, unknowns + 3);
        using var stream = new MemoryStream();
        stream.WriteByte(7);
        factor.WriteTo(stream);
        stream.WriteByte(8);
        stream.Position = 1;
        TriangularFactor read = TriangularFactor.ReadFrom(stream);
        Assert.Equal(8, stream.ReadByte());
        Assert.Equal(unknowns, read.Unknowns);
        Assert.Equal(factor.Solve(), read.Solve());
        Assert.Equal(factor.ResidualNorm, read.ResidualNorm);
        Assert.Equal(Bytes(factor), Bytes(read));

        // Going on with the one is going on with the other.
        factor.Append(Numbers(5 * (unknowns + 1), seed: 9), 5);
        read.Append(Numbers(5 * (unknowns + 1), seed: 9), 5);
        Assert.Equal(factor.Solve(), read.Solve());
    }

    [Fact]
    public void A_factor_takes_little_more_than_its_triangle()
    {
        const int order = 2001;
        Assert.InRange<double>(Bytes(new TriangularFactor(order - 1)).Length, 4 * order * (order + 1), 4 * order * (order + 1) * 1.15);
    }

    [Fact]
    public void Every_shorter_stream_is_refused_seekable_or_not()
    {
        byte[] bytes = Bytes(Random(3, 10));
        for (int length = 0; length < bytes.Length; length++)
        {
            foreach (Stream stream in (Stream[])[new MemoryStream(bytes, 0, length), new Pipe(bytes[..length])])
            {
                GapException error = Assert.Throws<GapException>(() => TriangularFactor.ReadFrom(stream));
                Assert.Equal(GapErrorKind.Format, error.Kind);
                Assert.Contains("is cut short", error.Message);
            }
        }
    }

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        byte[] bytes = Bytes(Random(2, 10));
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Equal(GapErrorKind.Format, Refused(bytes).Kind);
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }

        TriangularFactor.ReadFrom(new MemoryStream(bytes));
    }

    [Fact]
    public void Messages_say_what_is_wrong()
    {
        byte[] bytes = Bytes(Random(2, 10));
        Assert.Contains("has another beginning", Refused(Changed(bytes, 0, (byte)'x')).Message);
        Assert.Contains("has version 2, expected 1", Refused(Changed(bytes, 8, 2)).Message);
        Assert.Contains("has 0 unknowns, expected 1 to 46000", Refused(Changed(bytes, 12, 0)).Message);
        Assert.Contains("has -16777214 unknowns", Refused(Changed(bytes, 15, 255)).Message);
        Assert.Contains("for 25602 unknowns, expected at least", Refused(Changed(bytes, 13, 100)).Message);
        Assert.Contains("is damaged: its check sum is", Refused(Changed(bytes, Header + 3, 1)).Message);
        Assert.Contains("is damaged: its check sum is", Refused(Changed(bytes, bytes.Length - 1, (byte)'x')).Message);
    }

    [Fact]
    public void A_file_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.factor");
        try
        {
            File.WriteAllBytes(path, Bytes(Random(2, 10))[..30]);
            using FileStream file = File.OpenRead(path);
            Assert.Contains(path, Assert.Throws<GapException>(() => TriangularFactor.ReadFrom(file)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static GapException Refused(byte[] bytes) =>
        Assert.Throws<GapException>(() => TriangularFactor.ReadFrom(new MemoryStream(bytes)));

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] Bytes(TriangularFactor factor)
    {
        using var stream = new MemoryStream();
        factor.WriteTo(stream);
        return stream.ToArray();
    }

    private static TriangularFactor Random(int unknowns, int rows)
    {
        TriangularFactor factor = new(unknowns);
        factor.Append(Numbers(rows * (unknowns + 1), seed: unknowns), rows);
        return factor;
    }

    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>A stream that cannot seek and gives a few bytes at a time.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(7, buffer.Length)]);
    }
}
