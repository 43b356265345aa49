using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GapCore.Numerics;
using GapCore.Potentials;
using GapCore.Text;

namespace GapCore.IO;

/// <summary>Elements 0 .. row of a row of a lower triangular matrix; valid until the next call.</summary>
internal delegate ReadOnlySpan<double> TriangleRow(int row);

/// <summary>
/// The posterior variance model beside its potential, <c>POTENTIAL.xml.posterior</c>: 8 bytes of name, the version (32 bits), the potential's
/// fingerprint (32 hexadecimal digits), then little-endian doubles (as all processors have them that GapSharp runs on): the rows of L of each
/// coordinate and the rows of R^T; at the end the MD5 of everything before in 32 hexadecimal digits. The orders are the potential's.
/// </summary>
internal static class PosteriorFile
{
    internal const string Suffix = ".posterior";

    private const int Version = 1;
    private const int DigestLength = 32;
    private const int HeaderLength = 12 + DigestLength;

    private static ReadOnlySpan<byte> Name => "gapsh-V\n"u8;

    /// <summary>Bytes of a potential's file.</summary>
    internal static long LengthOf(GapDefinition definition)
    {
        long numbers = definition.Coordinates.Sum(coordinate => Triangle(coordinate.SparseCount)) + Triangle(SparseCount(definition));
        return HeaderLength + sizeof(double) * numbers + DigestLength;
    }

    /// <param name="stream">Where to.</param>
    /// <param name="definition">The potential, weights included.</param>
    /// <param name="prior">Rows of L of a coordinate; asked for once each, in order.</param>
    /// <param name="posterior">Rows of R^T.</param>
    internal static void Write(Stream stream, GapDefinition definition, Func<int, TriangleRow> prior, TriangleRow posterior)
    {
        var digest = new Md5();
        byte[] header = new byte[HeaderLength];
        Name.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        Encoding.ASCII.GetBytes(Fingerprint(definition), header.AsSpan(12));
        Put(header);
        for (int i = 0; i < definition.Coordinates.Count; i++)
            PutRows(prior(i), definition.Coordinates[i].SparseCount);
        PutRows(posterior, SparseCount(definition));
        stream.Write(Encoding.ASCII.GetBytes(digest.Finish()));

        void PutRows(TriangleRow rows, int order)
        {
            for (int row = 0; row < order; row++)
                Put(MemoryMarshal.AsBytes(rows(row)));
        }

        void Put(ReadOnlySpan<byte> bytes)
        {
            digest.Append(bytes);
            stream.Write(bytes);
        }
    }

    /// <summary>Reads the model of a potential that was read from a file.</summary>
    /// <exception cref="GapException">Unsupported: there is none. Format: it is damaged or another potential's. Io: it cannot be read.</exception>
    internal static PosteriorModel Read(GapDefinition definition)
    {
        using FileStream file = Open(definition, out string source);
        try
        {
            var digest = new Md5();
            ReadHeader(file, definition, source, digest);
            double[] buffer = new double[SparseCount(definition)];
            var model = new PosteriorModel(
                [.. definition.Coordinates.Select(coordinate => ReadTriangle(file, coordinate.SparseCount, buffer, digest))],
                ReadTriangle(file, buffer.Length, buffer, digest));
            byte[] expected = new byte[DigestLength];
            file.ReadExactly(expected);
            string found = digest.Finish();
            return expected.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(found)) ? model : throw Wrong(source,
                $"is damaged: its check sum is {found}, expected {Shown.Quoted(Encoding.ASCII.GetString(expected))}");
        }
        catch (IOException error)
        {
            throw new GapException(GapErrorKind.Io, $"posterior variance {source} cannot be read: {RegularFile.OneLine(error.Message)}", error);
        }
    }

    /// <summary>Whether there is a model of this potential, by name, version, fingerprint and length alone.</summary>
    /// <exception cref="GapException">As <see cref="Read"/>.</exception>
    internal static void Require(GapDefinition definition)
    {
        using FileStream file = Open(definition, out string source);
        ReadHeader(file, definition, source, new Md5());
    }

    private static FileStream Open(GapDefinition definition, out string source)
    {
        if (definition.Source is null)
            throw new GapException(GapErrorKind.Unsupported,
                $"potential {definition.Label} has no posterior variance, expected one that was read from a file with FILE{Suffix} beside it");
        string path = definition.Source + Suffix;
        source = Shown.Path(path);
        return File.Exists(path) ? RegularFile.Open(path, "posterior variance") : throw new GapException(GapErrorKind.Unsupported,
            $"potential {definition.Label} has no posterior variance, expected {source} beside it: fit with --variance");
    }

    private static void ReadHeader(FileStream file, GapDefinition definition, string source, Md5 digest)
    {
        byte[] header = new byte[HeaderLength];
        int length = file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (length < HeaderLength || !header.AsSpan().StartsWith(Name))
            throw Wrong(source, "has another beginning, expected what a fit with --variance wrote");
        if (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)) is var version and not Version)
            throw Wrong(source, $"has version {version}, expected {Version}");
        string fingerprint = Fingerprint(definition);
        if (!header.AsSpan(12).SequenceEqual(Encoding.ASCII.GetBytes(fingerprint)))
            throw Wrong(source, $"belongs to another potential, expected fingerprint {fingerprint} of {definition.Label}");
        if (file.Length != LengthOf(definition))
            throw Wrong(source, $"is damaged: it has {file.Length} bytes, expected {LengthOf(definition)}");
        digest.Append(header);
    }

    private static LowerTriangle ReadTriangle(FileStream file, int order, double[] buffer, Md5 digest)
    {
        var triangle = new LowerTriangle(order);
        for (int row = 0; row < order; row++)
        {
            Span<double> elements = buffer.AsSpan(0, row + 1);
            Span<byte> bytes = MemoryMarshal.AsBytes(elements);
            file.ReadExactly(bytes);
            digest.Append(bytes);
            triangle.SetRow(row, elements);
        }

        return triangle;
    }

    /// <summary>MD5 of the label and of every number that the file of a potential gives back to the last bit.</summary>
    private static string Fingerprint(GapDefinition definition)
    {
        var digest = new Md5();
        digest.Append(Encoding.UTF8.GetBytes(definition.Label));
        foreach (CoordinateDefinition coordinate in definition.Coordinates)
            foreach (double[] numbers in (double[][])[coordinate.SparsePoints, coordinate.SparseCutoffs, coordinate.Weights, coordinate.LengthScales,
                [coordinate.EnergyScale, coordinate.SignalMean, coordinate.Zeta ?? 0]])
                digest.Append(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return digest.Finish();
    }

    private static int SparseCount(GapDefinition definition) => definition.Coordinates.Sum(coordinate => coordinate.SparseCount);

    private static long Triangle(long order) => order * (order + 1) / 2;

    private static GapException Wrong(string source, string reason) => new(GapErrorKind.Format, $"posterior variance {source} {reason}");
}
