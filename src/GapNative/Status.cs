using GapCore;

namespace GapNative;

/// <summary>Status codes of the C ABI: an exception becomes a number, and its text this thread's last error.</summary>
internal static class Status
{
    internal const int Ok = 0;

    internal static int From(Exception exception)
    {
        try
        {
            (GapErrorKind kind, string message) = Describe(exception);
            LastError.Set(message);
            return (int)kind;
        }
        catch (Exception)
        {
            return (int)GapErrorKind.Internal; // no memory left even for the message
        }
    }

    private static (GapErrorKind Kind, string Message) Describe(Exception exception) => exception switch
    {
        GapException gap => (gap.Kind, gap.Message),
        AggregateException { InnerException: { } first } => Describe(first),
        OutOfMemoryException => (GapErrorKind.Internal, "out of memory"),
        IOException or UnauthorizedAccessException => (GapErrorKind.Io, exception.Message),
        _ => (GapErrorKind.Internal, $"defect in GapSharp: {exception.GetType().Name}: {exception.Message}"),
    };
}
