using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GapCore;
using GapCore.IO;
using GapCore.Text;
using GapFit.LinearAlgebra;

namespace GapFit.Fitting;

/// <summary>
/// A worker's state as a file: 8 bytes of name, version and number of frames (32 bits each), the problem (64 characters), the frames (32 bits
/// each, little-endian), the MD5 of everything before in 32 hexadecimal digits; then the factor, see <see cref="TriangularFactorFormat"/>.
/// </summary>
internal static class CheckpointFactor
{
    private const int Version = 1;
    private const int HeaderLength = 16;
    private const int ProblemLength = 64;
    private const int DigestLength = 32;

    private static ReadOnlySpan<byte> Name => "gapsh-F\n"u8;

    internal static void Write(string path, string problem, RowFolding.Worker worker) => AtomicFile.WriteBytes(path, stream =>
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        Name.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], worker.Frames.Count);
        byte[] list = [.. header, .. Encoding.ASCII.GetBytes(problem), .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(worker.Frames))];
        stream.Write(list);
        stream.Write(Encoding.ASCII.GetBytes(Digest(list)));
        worker.Factor.WriteTo(stream);
    });

    /// <summary>The frames whose rows are in the factor; null when it is that of another problem.</summary>
    /// <exception cref="GapException">Io or Format: it cannot be read, is damaged or something else.</exception>
    internal static int[]? ReadFrames(string path, string problem) => Read(path, stream => ReadFrames(stream, path, problem));

    internal static TriangularFactor ReadFactor(string path, string problem) => Read(path, stream =>
    {
        ReadFrames(stream, path, problem);
        return TriangularFactor.ReadFrom(stream);
    });

    private static int[]? ReadFrames(FileStream stream, string path, string problem)
    {
        byte[] header = new byte[HeaderLength + ProblemLength];
        stream.ReadExactly(header);
        if (!header.AsSpan().StartsWith(Name) || BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)) != Version)
            throw Damaged(path, "has another beginning");
        int count = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        if (count < 0 || sizeof(int) * (long)count > stream.Length)
            throw Damaged(path, $"lists {count} configurations in {stream.Length} bytes");
        int[] frames = new int[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(frames.AsSpan()));
        byte[] digest = new byte[DigestLength];
        stream.ReadExactly(digest);
        if (Encoding.ASCII.GetString(digest) != Digest([.. header, .. MemoryMarshal.AsBytes(frames.AsSpan())]))
            throw Damaged(path, "is damaged");
        return Encoding.ASCII.GetString(header, HeaderLength, ProblemLength) == problem ? frames : null;
    }

    private static T Read<T>(string path, Func<FileStream, T> content)
    {
        try
        {
            using FileStream stream = RegularFile.Open(path, "checkpoint");
            return content(stream);
        }
        catch (EndOfStreamException)
        {
            throw Damaged(path, "is cut short");
        }
        catch (IOException error)
        {
            throw Damaged(path, $"cannot be read: {RegularFile.OneLine(error.Message)}");
        }
    }

    private static GapException Damaged(string path, string reason) =>
        new(GapErrorKind.Format, $"checkpoint {Shown.Path(path)} {reason}, expected what a fit saved (without --resume it is replaced)");

    private static string Digest(byte[] bytes)
    {
        var digest = new Md5();
        digest.Append(bytes);
        return digest.Finish();
    }
}
