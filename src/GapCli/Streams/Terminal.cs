using System.Text;

namespace GapCli.Streams;

/// <summary>The streams a command talks to: the process's own, or a test's.</summary>
internal sealed class Terminal(TextReader input, TextWriter output, TextWriter error, bool showsProgress = false) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public TextReader Input { get; } = input;

    /// <summary>Results. Buffered: flush where a reader should see them.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Errors and progress.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Somebody watches <see cref="Error"/> on a terminal that can redraw a line.</summary>
    public bool ShowsProgress { get; } = showsProgress;

    /// <summary>Results go to a screen; a progress bar would run through them.</summary>
    public bool OutputIsScreen { get; init; }

    public static Terminal OfProcess() => new(
        new StreamReader(Console.OpenStandardInput(), Utf8),
        new StreamWriter(Console.OpenStandardOutput(), Utf8, bufferSize: 1 << 16),
        new StreamWriter(Console.OpenStandardError(), Utf8) { AutoFlush = true },
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"))
    {
        OutputIsScreen = !Console.IsOutputRedirected,
    };

    public void Dispose()
    {
        try
        {
            Output.Flush();
        }
        catch (IOException)
        {
            // The reader of a pipe has gone: the command has already answered with its exit code.
        }
    }
}
