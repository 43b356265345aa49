using System.Runtime.InteropServices;
using GapSharp.V1;
using Google.Protobuf;

namespace GapServer.Tests.Support;

/// <summary>Arrays to bytes and back, as any client does it.</summary>
internal static class Wire
{
    internal static ByteString Bytes<T>(params T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values));

    internal static double[] Doubles(ByteString bytes) => MemoryMarshal.Cast<byte, double>(bytes.Span).ToArray();

    internal static int[] Integers(ByteString bytes) => MemoryMarshal.Cast<byte, int>(bytes.Span).ToArray();

    /// <summary>Sodium atoms along a line, at x = offset + 0, 3, 6 ... A.</summary>
    internal static EvaluateRequest Chain(int atoms, double offset = 1.0, ulong id = 0, string model = "", params Property[] properties)
    {
        double[] positions = new double[3 * atoms];
        for (int i = 0; i < atoms; i++)
            positions[3 * i] = offset + 3.0 * i;
        var request = new EvaluateRequest
        {
            Id = id,
            Model = model,
            Numbers = Bytes(Enumerable.Repeat(11, atoms).ToArray()),
            Positions = Bytes(positions),
        };
        request.Properties.AddRange(properties);
        return request;
    }

    /// <summary>Energy of <see cref="Chain"/> on springs of 1 eV/A^2.</summary>
    internal static double ChainEnergy(int atoms, double offset = 1.0) =>
        Enumerable.Range(0, atoms).Sum(i => (offset + 3.0 * i) * (offset + 3.0 * i) / 2);
}
