using GapCore;
using Google.Protobuf;
using Grpc.Core;

namespace GapServer.Evaluation;

/// <summary>The one place that turns what went wrong into a gRPC status with a one-line message.</summary>
internal static class Statuses
{
    private const int LongestMessage = 2000;

    internal static Status Of(Exception failure) => failure switch
    {
        RpcException rpc => rpc.Status,
        GapException gap => new Status(Code(gap.Kind), OneLine(gap.Message)),
        InvalidProtocolBufferException => new Status(StatusCode.InvalidArgument, OneLine($"message is malformed: {failure.Message}")),
        OperationCanceledException => new Status(StatusCode.Cancelled, "call was cancelled"),
        OutOfMemoryException => new Status(StatusCode.ResourceExhausted, "not enough memory for this structure"),
        _ => new Status(StatusCode.Internal, OneLine($"internal error: {failure.GetType().Name}: {failure.Message}")),
    };

    /// <summary>Whether a failure is a defect that belongs in the log, not the caller's doing.</summary>
    internal static bool IsDefect(Exception failure) => Of(failure).StatusCode == StatusCode.Internal;

    internal static RpcException DeadlineExceeded() =>
        new(new Status(StatusCode.DeadlineExceeded, "deadline passed before the evaluation began"));

    private static StatusCode Code(GapErrorKind kind) => kind switch
    {
        GapErrorKind.Argument or GapErrorKind.Species or GapErrorKind.Numeric => StatusCode.InvalidArgument,
        GapErrorKind.Unsupported => StatusCode.Unimplemented,
        _ => StatusCode.Internal,
    };

    private static string OneLine(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + " ...";
    }
}
