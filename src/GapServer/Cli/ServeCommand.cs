using System.CommandLine;
using System.CommandLine.Parsing;
using GapCore;
using GapServer.Hosting;

namespace GapServer.Cli;

/// <summary>The command line of the server: <c>gapsharp-server</c>, which <c>gapsharp serve</c> becomes.</summary>
internal static class ServeCommand
{
    private const string Description = "Serves potentials over gRPC until it is told to stop (SIGTERM, SIGINT).";

    /// <summary>
    /// It runs until the server has stopped; what goes wrong leaves as <see cref="GapException"/>.
    /// </summary>
    internal static RootCommand Create(TextWriter output)
    {
        var command = new RootCommand(Description);
        ServeHelp.Attach(command);
        var symbols = new ServeOptions();
        symbols.AddTo(command);
        command.Validators.Add(result => Complain(result, () => symbols.Read(result).Validate()));
        // Synchronous, so that the host alone answers SIGTERM.
        command.SetAction(parsed => Run(symbols.Read(parsed.CommandResult), output).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> Run(ForceServerOptions options, TextWriter output)
    {
        await using ForceServer server = await ForceServer.StartAsync(options).ConfigureAwait(false);
        foreach (string address in server.Addresses)
            await output.WriteLineAsync(Listening(address, options.Log)).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
        await server.WaitForShutdownAsync().ConfigureAwait(false);
        return 0;
    }

    private static string Listening(string address, LogStyle style) => style == LogStyle.Json
        ? $$"""{"event":"listening","address":"{{System.Text.Json.JsonEncodedText.Encode(address)}}"}"""
        : $"gapsharp-server listening on {address}";

    private static void Complain(CommandResult result, Action check)
    {
        try
        {
            check();
        }
        catch (GapException failure)
        {
            result.AddError(failure.Message);
        }
        catch (InvalidOperationException)
        {
            // A value that the parser itself complains about, for example an option given twice.
        }
    }
}
