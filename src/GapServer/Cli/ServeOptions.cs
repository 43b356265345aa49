using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using GapCore;
using GapServer.Hosting;
using GapServer.Models;

namespace GapServer.Cli;

/// <summary>Options and arguments of the server's command line, and how they become <see cref="ForceServerOptions"/>.</summary>
internal sealed class ServeOptions
{
    private static readonly ForceServerOptions Defaults = new();

    private readonly Argument<string[]> _files = new("MODEL")
    {
        Description = "Potential file (QUIP XML), PATH or NAME=PATH; the name of PATH alone is the file's stem.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _models = new("--model", "-m")
    {
        Description = "The same as an option; may be given several times.",
        HelpName = "NAME=PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _listen = new("--listen", "-l")
    {
        Description = "Address to listen on; port 0 takes any free port. May be given several times. "
            + "[default: 127.0.0.1:50051, or none with --unix]",
        HelpName = "ADDRESS:PORT",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _port = Text("--port", "Short for --listen 127.0.0.1:PORT.", "PORT");

    private readonly Option<string?> _unix = Text("--unix", "Unix socket to listen on, for its owner only.", "PATH");

    private readonly Option<string?> _threads = Text("--threads", "Threads that work on one evaluation. [default: 1]", "N");

    private readonly Option<bool> _noCompression = new("--no-compression")
    {
        Description = "Use every component of the sparse points; without it fewer, where no local energy changes by more than 1e-10 eV.",
    };

    private readonly Option<string?> _concurrency =
        Text("--max-concurrency", "Evaluations at a time. [default: processors / threads]", "N");

    private readonly Option<string?> _queue =
        Text("--max-queue", $"Evaluations that may wait for a turn. [default: {Defaults.MaxQueue}]", "N");

    private readonly Option<string?> _atoms = Text("--max-atoms", $"Largest structure. [default: {Defaults.MaxAtoms}]", "N");

    private readonly Option<string?> _bytes =
        Text("--max-message-bytes", "Largest request. [default: about twice what --max-atoms needs]", "N");

    private readonly Option<string?> _token =
        Text("--token", $"Bearer token that calls must carry; the environment variable {TokenSource.Variable} hides it better.", "TOKEN");

    private readonly Option<string?> _tokenFile = Text("--token-file", "File that holds the token.", "PATH");

    private readonly Option<bool> _insecure = new("--insecure") { Description = "Allow other machines to connect without a token." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Log nothing but defects." };

    private readonly Option<bool> _json = new("--json") { Description = "Log JSON lines." };

    internal void AddTo(Command command)
    {
        command.Arguments.Add(_files);
        Option[] options =
        [
            _models, _listen, _port, _unix, _threads, _noCompression, _concurrency, _queue, _atoms, _bytes, _token, _tokenFile, _insecure,
            _quiet, _json,
        ];
        foreach (Option option in options)
            command.Options.Add(option);
    }

    /// <exception cref="GapException">A value is malformed, or the token file cannot be read.</exception>
    internal ForceServerOptions Read(CommandResult result)
    {
        string[] models = [.. result.GetValue(_files) ?? [], .. result.GetValue(_models) ?? []];
        if (models.Length == 0)
            throw new GapException(GapErrorKind.Argument, "no model to serve, expected at least one MODEL or --model NAME=PATH");
        if (models.FirstOrDefault(model => model.StartsWith('-')) is { } unknown)
            throw new GapException(GapErrorKind.Argument, $"option '{unknown}' is unknown, expected one of those that --help lists");
        string? unix = result.GetValue(_unix);
        return new ForceServerOptions
        {
            Models = [.. models.Select(ModelSource.Parse)],
            Listen = Addresses(result, unix),
            UnixSocket = unix,
            Threads = Number(result, _threads) ?? Defaults.Threads,
            Compression = !result.GetValue(_noCompression),
            MaxConcurrency = Number(result, _concurrency),
            MaxQueue = Number(result, _queue) ?? Defaults.MaxQueue,
            MaxAtoms = Number(result, _atoms) ?? Defaults.MaxAtoms,
            MaxMessageBytes = Number(result, _bytes),
            Token = TokenSource.Read(result.GetValue(_token), result.GetValue(_tokenFile)),
            Insecure = result.GetValue(_insecure),
            Log = result.GetValue(_quiet) ? LogStyle.Quiet : result.GetValue(_json) ? LogStyle.Json : LogStyle.Text,
        };
    }

    private IReadOnlyList<ListenAddress> Addresses(CommandResult result, string? unix)
    {
        List<ListenAddress> addresses = [.. (result.GetValue(_listen) ?? []).Select(ListenAddress.Parse)];
        if (Number(result, _port) is { } port)
            addresses.Add(port is >= 0 and <= IPEndPoint.MaxPort
                ? new ListenAddress(IPAddress.Loopback, port)
                : throw new GapException(GapErrorKind.Argument, $"port is {port}, expected 0 to {IPEndPoint.MaxPort}"));
        if (addresses.Count == 0 && unix is null)
            addresses.Add(ListenAddress.Default);
        return addresses;
    }

    private static int? Number(CommandResult result, Option<string?> option)
    {
        string? text = result.GetValue(option);
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new GapException(GapErrorKind.Argument, $"{option.Name} is '{text}', expected a whole number");
    }

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
