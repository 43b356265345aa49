using System.Globalization;

namespace GapCore.IO.QuipXml;

/// <summary>
/// Writes a sidecar of sparse points as the fitting program does: one number per line with 21 significant digits ("%.20e" of C), all
/// components of point 1, then of point 2, and so on (gap-math 9). Same numbers, same bytes, same MD5.
/// </summary>
internal static class SparsePointFileWriter
{
    private const int LongestLine = 32;

    /// <summary>Writes the numbers; gives the MD5 of the bytes in hexadecimal.</summary>
    public static string Write(Stream stream, ReadOnlySpan<double> numbers)
    {
        var md5 = new Md5();
        byte[] block = new byte[1 << 16];
        int used = 0;
        foreach (double number in numbers)
        {
            if (block.Length - used < LongestLine)
            {
                md5.Append(block.AsSpan(0, used));
                stream.Write(block.AsSpan(0, used));
                used = 0;
            }

            number.TryFormat(block.AsSpan(used), out int length, "e20", CultureInfo.InvariantCulture);
            used += ShortenExponent(block.AsSpan(used, length));
            block[used++] = (byte)'\n';
        }

        md5.Append(block.AsSpan(0, used));
        stream.Write(block.AsSpan(0, used));
        return md5.Finish();
    }

    /// <summary>MD5 of a file that exists.</summary>
    public static string Sum(string path)
    {
        using FileStream file = RegularFile.Open(path, "sparse point file", bufferSize: 0);
        var md5 = new Md5();
        byte[] block = new byte[1 << 16];
        for (int read = file.Read(block); read > 0; read = file.Read(block))
            md5.Append(block.AsSpan(0, read));
        return md5.Finish();
    }

    /// <summary>C writes at least two digits of the exponent, .NET three; gives the new length.</summary>
    private static int ShortenExponent(Span<byte> text)
    {
        if (text[^3] != (byte)'0')
            return text.Length;
        text[^2..].CopyTo(text[^3..]);
        return text.Length - 1;
    }
}
