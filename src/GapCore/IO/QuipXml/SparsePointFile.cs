using System.Buffers;
using System.Text;
using GapCore.Text;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Reads a sidecar of sparse points: text numbers separated by blanks or line breaks, all components of point 1, then of point 2, and so on
/// (gap-math 9). Read in blocks; memory is asked for only when the file is long enough to hold what is announced.
/// </summary>
internal static class SparsePointFile
{
    private const int BlockLength = 1 << 20;
    private const int LongestNumber = 256;

    /// <param name="directory">Folder of the XML file; null when the XML did not come from a file.</param>
    /// <param name="name">File name as the XML gives it.</param>
    /// <param name="checksum">MD5 in hexadecimal, or null.</param>
    /// <param name="count">Exact count of numbers expected.</param>
    /// <param name="place">Where the XML names the file, for messages.</param>
    public static double[] Read(string? directory, string name, string? checksum, long count, string place)
    {
        try
        {
            using FileStream file = RegularFile.Open(Locate(directory, name), "sparse point file", bufferSize: 0);
            // The shortest text of n numbers is n digits and n - 1 separators.
            if (count > file.Length / 2 + 1 || count > Array.MaxLength)
                throw Fail($"has {file.Length} bytes, too few for the {count} numbers (n_sparseX x dimensions) expected");
            var table = new Table(name, count);
            string found = Read(file, table, checksum is not null);
            return checksum is null || checksum.Equals(found, StringComparison.OrdinalIgnoreCase)
                ? table.Finish()
                : throw Fail($"has MD5 {found}, expected {Shown.Quoted(checksum)}: it is not the file the potential was written with");
        }
        catch (GapException refusal)
        {
            throw new GapException(refusal.Kind, $"{refusal.Message} ({place})", refusal);
        }

        GapException Fail(string message) => new(GapErrorKind.Format, $"sparse point file {Shown.Quoted(name)} {message}");
    }

    /// <summary>Full path of a sidecar; only names that stay inside the folder are accepted.</summary>
    private static string Locate(string? directory, string name)
    {
        if (directory is null)
            throw new GapException(GapErrorKind.Io,
                $"sparse point file {Shown.Quoted(name)} cannot be read: the potential did not come from a folder");
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (!Path.IsPathRooted(name) && !name.Contains('\0'))
        {
            string path = Path.GetFullPath(Path.Combine(folder, name));
            if (path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                return path;
        }

        throw new GapException(GapErrorKind.Format,
            $"sparse point file {Shown.Quoted(name)} is outside the folder of the potential, expected a name inside it");
    }

    /// <summary>Feeds the whole file to the table; the MD5 when asked for, else "".</summary>
    private static string Read(FileStream file, Table table, bool sum)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var md5 = new Md5();
            int kept = 0;
            while (true)
            {
                int read = file.Read(block.AsSpan(kept));
                if (sum)
                    md5.Append(block.AsSpan(kept, read));
                int length = kept + read;
                int used = table.Append(block.AsSpan(0, length), isLast: read == 0);
                if (read == 0)
                    return sum ? md5.Finish() : "";
                kept = length - used;
                block.AsSpan(used, kept).CopyTo(block);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>The numbers read so far.</summary>
    private sealed class Table(string name, long count)
    {
        private readonly double[] _numbers = new double[count];
        private int _filled;
        private long _line = 1;

        /// <summary>Takes the numbers that end inside the bytes and says how many bytes that used.</summary>
        public int Append(ReadOnlySpan<byte> bytes, bool isLast)
        {
            int at = 0;
            while (true)
            {
                int start = at;
                while (start < bytes.Length && IsBlank(bytes[start]))
                    if (bytes[start++] == '\n')
                        _line++;
                int length = bytes[start..].IndexOfAnyInRange((byte)0, (byte)' ');
                if (length < 0)
                {
                    if (bytes.Length - start > LongestNumber)
                        throw NotANumber(bytes[start..]);
                    if (!isLast || start == bytes.Length)
                        return start;
                    length = bytes.Length - start;
                }

                at = start + length;
                if (!FortranNumber.TryFinite(bytes[start..at], out double number))
                    throw NotANumber(bytes[start..at]);
                if (_filled == _numbers.Length)
                    throw Fail(
                        $"goes on after {_filled} numbers at line {_line}, expected exactly {_numbers.Length} (n_sparseX x dimensions)");
                _numbers[_filled++] = number;
            }
        }

        public double[] Finish() =>
            _filled == _numbers.Length
                ? _numbers
                : throw Fail($"has {_filled} numbers, expected exactly {_numbers.Length} (n_sparseX x dimensions)");

        private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

        private GapException NotANumber(ReadOnlySpan<byte> bytes) =>
            Fail($"has {Shown.Quoted(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestNumber)]))} at line {_line}, "
                + "expected a finite real number");

        private GapException Fail(string message) => new(GapErrorKind.Format, $"sparse point file {Shown.Quoted(name)} {message}");
    }
}
