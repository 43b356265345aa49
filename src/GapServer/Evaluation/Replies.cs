using System.Runtime.InteropServices;
using GapCore.Evaluation;
using GapSharp.V1;
using Google.Protobuf;

namespace GapServer.Evaluation;

/// <summary>
/// Writes results into a reply. Each array is copied once: the result belongs to a pool, and the reply is sent after it went back.
/// </summary>
internal static class Replies
{
    internal static void Write(EvaluationResult result, EvaluateReply reply)
    {
        Properties computed = result.Computed;
        reply.Energy = result.Energy;
        if ((computed & Properties.Forces) != 0)
            reply.Forces = Bytes<double>(result.Forces);
        if ((computed & Properties.Virial) != 0)
            reply.Virial = Bytes<double>(result.Virial);
        if ((computed & Properties.LocalEnergies) != 0)
            reply.LocalEnergies = Bytes<double>(result.LocalEnergies);
        if ((computed & Properties.LocalVirials) != 0)
            reply.LocalVirials = Bytes<double>(result.LocalVirials);
        if ((computed & Properties.Variances) != 0)
            reply.Variances = Bytes<double>(result.Variances);
        if ((computed & Properties.PosteriorVariances) != 0)
            reply.PosteriorVariances = Bytes<double>(result.PosteriorVariances);
    }

    internal static void Write(DescriptorVectors vectors, EvaluateReply reply)
    {
        reply.Descriptors = Bytes<double>(vectors.Values);
        reply.DescriptorDimensions = vectors.Dimensions;
        reply.DescriptorCentres = Bytes<int>(vectors.Centres);
    }

    private static ByteString Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes(values));
}
