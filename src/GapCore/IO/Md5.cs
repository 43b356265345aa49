using System.Buffers.Binary;
using System.Numerics;

namespace GapCore.IO;

/// <summary>
/// MD5 (RFC 1321) of a stream of bytes, for the check sums that potentials carry. Own code because the library's needs OpenSSL at run time,
/// which a library loaded into somebody's MD program must not, and because machines in FIPS mode refuse it. Not for security.
/// </summary>
internal sealed class Md5
{
    private const int BlockLength = 64;

    private static readonly uint[] Sines = [.. Enumerable.Range(1, 64).Select(i => (uint)Math.Floor(Math.Abs(Math.Sin(i)) * 4294967296.0))];

    private readonly byte[] _pending = new byte[BlockLength];
    private uint _a = 0x67452301, _b = 0xefcdab89, _c = 0x98badcfe, _d = 0x10325476;
    private int _pendingLength;
    private ulong _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += (ulong)bytes.Length;
        if (_pendingLength > 0)
        {
            int taken = Math.Min(BlockLength - _pendingLength, bytes.Length);
            bytes[..taken].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += taken;
            bytes = bytes[taken..];
            if (_pendingLength < BlockLength)
                return;
            Mix(_pending);
            _pendingLength = 0;
        }

        for (; bytes.Length >= BlockLength; bytes = bytes[BlockLength..])
            Mix(bytes);
        bytes.CopyTo(_pending);
        _pendingLength = bytes.Length;
    }

    /// <summary>Ends the stream: 32 lower-case hexadecimal digits.</summary>
    public string Finish()
    {
        ulong bits = _length * 8;
        Span<byte> padding = stackalloc byte[BlockLength + 8];
        padding.Clear();
        padding[0] = 0x80;
        int zeros = (BlockLength + 56 - _pendingLength - 1) % BlockLength;
        BinaryPrimitives.WriteUInt64LittleEndian(padding[(1 + zeros)..], bits);
        Append(padding[..(1 + zeros + 8)]);

        Span<byte> digest = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(digest, _a);
        BinaryPrimitives.WriteUInt32LittleEndian(digest[4..], _b);
        BinaryPrimitives.WriteUInt32LittleEndian(digest[8..], _c);
        BinaryPrimitives.WriteUInt32LittleEndian(digest[12..], _d);
        return Convert.ToHexStringLower(digest);
    }

    private void Mix(ReadOnlySpan<byte> block)
    {
        Span<uint> x = stackalloc uint[16];
        for (int i = 0; i < 16; i++)
            x[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);

        ReadOnlySpan<uint> k = Sines;
        uint a = _a, b = _b, c = _c, d = _d;
        for (int i = 0; i < 16; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (d ^ (b & (c ^ d))) + x[i] + k[i], 7);
            d = a + BitOperations.RotateLeft(d + (c ^ (a & (b ^ c))) + x[i + 1] + k[i + 1], 12);
            c = d + BitOperations.RotateLeft(c + (b ^ (d & (a ^ b))) + x[i + 2] + k[i + 2], 17);
            b = c + BitOperations.RotateLeft(b + (a ^ (c & (d ^ a))) + x[i + 3] + k[i + 3], 22);
        }

        for (int i = 16; i < 32; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (c ^ (d & (b ^ c))) + x[(5 * i + 1) & 15] + k[i], 5);
            d = a + BitOperations.RotateLeft(d + (b ^ (c & (a ^ b))) + x[(5 * i + 6) & 15] + k[i + 1], 9);
            c = d + BitOperations.RotateLeft(c + (a ^ (b & (d ^ a))) + x[(5 * i + 11) & 15] + k[i + 2], 14);
            b = c + BitOperations.RotateLeft(b + (d ^ (a & (c ^ d))) + x[(5 * i) & 15] + k[i + 3], 20);
        }

        for (int i = 32; i < 48; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (b ^ c ^ d) + x[(3 * i + 5) & 15] + k[i], 4);
            d = a + BitOperations.RotateLeft(d + (a ^ b ^ c) + x[(3 * i + 8) & 15] + k[i + 1], 11);
            c = d + BitOperations.RotateLeft(c + (d ^ a ^ b) + x[(3 * i + 11) & 15] + k[i + 2], 16);
            b = c + BitOperations.RotateLeft(b + (c ^ d ^ a) + x[(3 * i + 14) & 15] + k[i + 3], 23);
        }

        for (int i = 48; i < 64; i += 4)
        {
            a = b + BitOperations.RotateLeft(a + (c ^ (b | ~d)) + x[(7 * i) & 15] + k[i], 6);
            d = a + BitOperations.RotateLeft(d + (b ^ (a | ~c)) + x[(7 * i + 7) & 15] + k[i + 1], 10);
            c = d + BitOperations.RotateLeft(c + (a ^ (d | ~b)) + x[(7 * i + 14) & 15] + k[i + 2], 15);
            b = c + BitOperations.RotateLeft(b + (d ^ (c | ~a)) + x[(7 * i + 21) & 15] + k[i + 3], 21);
        }

        _a += a;
        _b += b;
        _c += c;
        _d += d;
    }
}
