using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>
/// Instances as bytes: a record per block, its number of instances, the index of the first, frames, cutoffs and vectors in the machine's
/// order, then SHA-256 of the key and of all that. A record of no instances ends them.
/// </summary>
internal static class InstanceFormat
{
    /// <summary>Bytes of a record.</summary>
    internal static long BytesOf(int count, int dimensions) =>
        sizeof(int) + sizeof(long) + count * (sizeof(int) + (dimensions + 1L) * sizeof(double)) + SHA256.HashSizeInBytes;

    internal static void Write(Stream stream, string key, InstanceBlock block, int dimensions)
    {
        using IncrementalHash hash = NewHash(key);
        Put(MemoryMarshal.AsBytes<int>([block.Count]));
        Put(MemoryMarshal.AsBytes<long>([block.First]));
        Put(MemoryMarshal.AsBytes(block.Frames.AsSpan(0, block.Count)));
        Put(MemoryMarshal.AsBytes(block.Cutoffs.AsSpan(0, block.Count)));
        Put(MemoryMarshal.AsBytes(block.X.AsSpan(0, block.Count * dimensions)));
        stream.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    internal static void WriteEnd(Stream stream, string key, long instances, int dimensions) =>
        Write(stream, key, new InstanceBlock(instances, 0, [], [], []), dimensions);

    /// <summary>The next record; null when the stream does not hold the one that starts with instance <paramref name="first"/>, undamaged.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    internal static InstanceBlock? Read(Stream stream, string key, long first, int dimensions)
    {
        using IncrementalHash hash = NewHash(key);
        int[] count = [0];
        long[] start = [0];
        if (!Get(count) || !Get(start) || count[0] < 0 || start[0] != first)
            return null;
        // A damaged number must not ask for more memory than there are bytes.
        if (BytesOf(count[0], dimensions) - BytesOf(0, dimensions) > stream.Length - stream.Position || (long)count[0] * dimensions > Array.MaxLength)
            return null;
        int[] frames = new int[count[0]];
        double[] cutoffs = new double[count[0]], x = new double[count[0] * dimensions];
        if (!Get(frames) || !Get(cutoffs) || !Get(x))
            return null;
        byte[] expected = new byte[SHA256.HashSizeInBytes];
        return stream.ReadAtLeast(expected, expected.Length, throwOnEndOfStream: false) == expected.Length
            && hash.GetHashAndReset().AsSpan().SequenceEqual(expected)
            ? new InstanceBlock(first, count[0], x, cutoffs, frames)
            : null;

        bool Get<T>(T[] numbers) where T : unmanaged
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            hash.AppendData(bytes);
            return read == bytes.Length;
        }
    }

    private static IncrementalHash NewHash(string key)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(key));
        return hash;
    }
}
