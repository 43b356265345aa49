using GapCore;

namespace GapCli.Programs;

/// <summary>
/// <c>gapsharp serve</c> is gapsharp-server: it runs for long, and its runtime compiles better what it has seen running.
/// </summary>
internal static class ServerProgram
{
    internal static ProgramCommand Create(Installation installation) => new(
        "serve", "Serves potentials over gRPC until it is told to stop (SIGTERM, SIGINT).",
        arguments => File.Exists(installation.Server)
            ? new OtherProgram(installation.Server, arguments)
            : throw new GapException(GapErrorKind.Io, $"the force server {installation.Server} does not exist, expected it to be installed"));
}
