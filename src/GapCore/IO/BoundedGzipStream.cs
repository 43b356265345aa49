using System.Buffers.Binary;
using System.IO.Compression;

namespace GapCore.IO;

/// <summary>
/// What a gzip stream holds, up to a bound: a small file may claim to hold anything. Damage and excess are an <see cref="IOException"/>, as
/// for any other file that cannot be read. Owns the stream.
/// </summary>
internal sealed class BoundedGzipStream(Stream packed, long most = BoundedGzipStream.MostBytes) : Stream
{
    /// <summary>16 GiB of text: far more than a training set has, and no disk or memory is filled by it.</summary>
    public const long MostBytes = 1L << 34;

    /// <summary>Header, empty block and trailer (RFC 1952).</summary>
    private const int SmallestMember = 20;

    private readonly GZipStream _unpacked = new(packed, CompressionMode.Decompress);
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int read = _unpacked.Read(buffer);
            _count += read;
            if (read == 0 && buffer.Length > 0)
                RequireWhole();
            return _count <= most ? read : throw new IOException($"it unpacks to more than {most} bytes");
        }
        catch (InvalidDataException damage)
        {
            throw new IOException($"it is no whole gzip file ({damage.Message})", damage);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>
    /// The decompressor takes a file that was cut short for one that ends. A whole one ends in the size of its last member, which cannot be
    /// more than what was unpacked; the four bytes at a cut nearly always are.
    /// </summary>
    private void RequireWhole()
    {
        if (!packed.CanSeek || _count > uint.MaxValue)
            return;
        if (packed.Length < SmallestMember)
            throw new IOException($"it has {packed.Length} bytes, no gzip file");
        Span<byte> size = stackalloc byte[sizeof(uint)];
        packed.Position = packed.Length - size.Length;
        packed.ReadExactly(size);
        if (BinaryPrimitives.ReadUInt32LittleEndian(size) > _count)
            throw new IOException("it is no whole gzip file (cut short)");
    }
}
