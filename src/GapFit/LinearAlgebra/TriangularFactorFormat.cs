using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GapCore;
using GapCore.IO;
using GapCore.Text;

namespace GapFit.LinearAlgebra;

/// <summary>
/// A <see cref="TriangularFactor"/> as bytes: 8 of name, version and number of unknowns (32 bits each), the bands as little-endian doubles
/// (as all processors have them that GapSharp runs on), the MD5 of everything before in 32 hexadecimal digits.
/// </summary>
internal static class TriangularFactorFormat
{
    private const int Version = 1;
    private const int HeaderLength = 16;
    private const int DigestLength = 32;

    private static ReadOnlySpan<byte> Name => "gapsh-R\n"u8;

    public static void Write(TriangularFactor factor, Stream stream)
    {
        var digest = new Md5();
        Span<byte> header = stackalloc byte[HeaderLength];
        Name.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], factor.Unknowns);
        digest.Append(header);
        stream.Write(header);

        double[] band = new double[factor.BandLength(0)];
        for (int k = 0; k < factor.Bands; k++)
        {
            Span<double> numbers = band.AsSpan(0, factor.BandLength(k));
            factor.CopyBandTo(k, numbers);
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(numbers);
            digest.Append(bytes);
            stream.Write(bytes);
        }

        stream.Write(Encoding.ASCII.GetBytes(digest.Finish()));
    }

    public static TriangularFactor Read(Stream stream)
    {
        string source = stream is FileStream file ? Shown.Path(file.Name) : "in a stream";
        try
        {
            return Read(stream, source);
        }
        catch (EndOfStreamException error)
        {
            throw Wrong(source, "is cut short", error);
        }
    }

    private static TriangularFactor Read(Stream stream, string source)
    {
        var digest = new Md5();
        Span<byte> header = stackalloc byte[HeaderLength];
        stream.ReadExactly(header);
        digest.Append(header);
        if (!header.StartsWith(Name))
            throw Wrong(source, "has another beginning, expected what a fit saved");
        if (BinaryPrimitives.ReadInt32LittleEndian(header[8..]) is var version and not Version)
            throw Wrong(source, $"has version {version}, expected {Version}");
        int unknowns = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (unknowns is < 1 or > TriangularFactor.MostUnknowns)
            throw Wrong(source, $"has {unknowns} unknowns, expected 1 to {TriangularFactor.MostUnknowns}");

        // Before memory is taken for it: the triangle alone needs this much.
        long least = 4L * (unknowns + 1) * (unknowns + 2) + DigestLength;
        if (stream.CanSeek && stream.Length - stream.Position < least)
            throw Wrong(source, $"is cut short: {stream.Length - stream.Position} bytes for {unknowns} unknowns, expected at least {least}");

        var factor = new TriangularFactor(unknowns);
        double[] band = new double[factor.BandLength(0)];
        for (int k = 0; k < factor.Bands; k++)
        {
            Span<double> numbers = band.AsSpan(0, factor.BandLength(k));
            Span<byte> bytes = MemoryMarshal.AsBytes(numbers);
            stream.ReadExactly(bytes);
            digest.Append(bytes);
            factor.SetBand(k, numbers);
        }

        Span<byte> expected = stackalloc byte[DigestLength];
        stream.ReadExactly(expected);
        string found = digest.Finish();
        if (!expected.SequenceEqual(Encoding.ASCII.GetBytes(found)))
            throw Wrong(source, $"is damaged: its check sum is {found}, expected {Shown.Quoted(Encoding.ASCII.GetString(expected))}");
        return factor;
    }

    private static GapException Wrong(string source, string reason, Exception? inner = null) =>
        new(GapErrorKind.Format, $"saved least squares {source} {reason}", inner);
}
