using System.Text.Json;
using GapServer.Tests.Support;
using GapSharp.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace GapServer.Tests;

/// <summary>The server as users start it: its lines, its exit codes, its signals.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task TerminateEndsAStreamInFlight()
    {
        using ServerProcess server = ServerProcess.Start(Reference.Sodium, "--port", "0");
        using GrpcChannel channel = RunningServer.Connect(await server.AddressAsync());
        using AsyncDuplexStreamingCall<EvaluateRequest, EvaluateReply> call = new ForceField.ForceFieldClient(channel).EvaluateStream();
        await call.RequestStream.WriteAsync(Wire.Chain(4));
        Assert.True(await call.ResponseStream.MoveNext());
        server.Terminate();
        Assert.Equal(StatusCode.Unavailable, (await RunningServer.StatusOf(() => call.ResponseStream.MoveNext())).StatusCode);
        Assert.InRange((await server.EndAsync()).TotalSeconds, 0, 8);
        Assert.Equal(0, server.ExitCode);
        string log = await server.Errors;
        Assert.Contains("model na: GAP_", log, StringComparison.Ordinal);
        Assert.DoesNotContain("fail", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonIsJsonAndTheTokenComesFromTheEnvironment()
    {
        using ServerProcess server = ServerProcess.Start(
            new Dictionary<string, string> { ["GAPSHARP_TOKEN"] = "s3cret" }, "--model", $"sodium={Reference.Sodium}",
            "--listen", "127.0.0.1:0", "--json");
        string? line = await server.Output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(line is not null, "no line");
        using var document = JsonDocument.Parse(line);
        Assert.Equal("listening", document.RootElement.GetProperty("event").GetString());
        using GrpcChannel channel = RunningServer.Connect(document.RootElement.GetProperty("address").GetString()!);
        var client = new ForceField.ForceFieldClient(channel);
        Assert.Equal(
            StatusCode.Unauthenticated,
            (await RunningServer.StatusOf(() => client.ListModelsAsync(new ListModelsRequest()).ResponseAsync)).StatusCode);
        ListModelsReply list = await client.ListModelsAsync(new ListModelsRequest(), new Metadata { { "authorization", "Bearer s3cret" } });
        Assert.Equal("sodium", Assert.Single(list.Models).Name);
        server.Terminate();
        await server.EndAsync();
        foreach (string entry in (await server.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            JsonDocument.Parse(entry).Dispose();
    }

    [Fact]
    public async Task ATakenAddressIsOneLine()
    {
        await using RunningServer first = await RunningServer.StartAsync(new SpringModel("na"));
        string taken = first.Server.Addresses[0]["http://".Length..];
        using ServerProcess second = ServerProcess.Start(Reference.Sodium, "--listen", taken, "--quiet");
        await second.EndAsync();
        string line = Assert.Single((await second.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith(
            $"gapsharp-server: error: cannot listen: Failed to bind to address http://{taken}", line, StringComparison.Ordinal);
        Assert.Equal(1, second.ExitCode);
    }

    [Theory]
    [InlineData(2, "no model to serve, expected at least one MODEL or --model NAME=PATH")]
    [InlineData(2, "--port is 'abc', expected a whole number", "x.xml", "--port", "abc")]
    [InlineData(2, "port is 70000, expected 0 to 65535", "x.xml", "--port", "70000")]
    [InlineData(2, "threads is 0, expected 1 to 256", "x.xml", "--threads", "0")]
    [InlineData(2, "max-message-bytes is 1, expected 1024 to 2147483647", "x.xml", "--max-message-bytes", "1")]
    [InlineData(2, "option '--treads' is unknown, expected one of those that --help lists", "x.xml", "--treads", "2")]
    [InlineData(2, "listen address 0.0.0.0:50051 can be reached from other machines", "x.xml", "--listen", "0.0.0.0")]
    [InlineData(2, "--token and --token-file are both given", "x.xml", "--token", "t", "--token-file", "f")]
    [InlineData(2, "cannot read token file /nowhere/token", "x.xml", "--token-file", "/nowhere/token")]
    [InlineData(1, "/nowhere/x.xml", "/nowhere/x.xml", "--port", "0")]
    public async Task MistakesAreOneLineAndAnExitCode(int code, string message, params string[] arguments)
    {
        using ServerProcess server = ServerProcess.Start(arguments);
        await server.EndAsync();
        string line = Assert.Single((await server.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("gapsharp-server: error: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.Equal(code, server.ExitCode);
        Assert.Equal("", await server.Output.ReadToEndAsync());
    }
}
