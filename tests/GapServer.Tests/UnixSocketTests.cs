using System.Net.Sockets;
using GapCore;
using GapServer.Hosting;
using GapServer.Tests.Support;

namespace GapServer.Tests;

/// <summary>Unix sockets: private to their owner, never in place of something else.</summary>
public sealed class UnixSocketTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gapsharp-");

    private string Socket => Path.Combine(_folder.FullName, "force.sock");

    private ForceServerOptions Options => RunningServer.Options with { Listen = [], UnixSocket = Socket };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ServesItsOwnerAlone()
    {
        await using RunningServer server = await RunningServer.StartAsync(Options, new SpringModel("na"));
        Assert.Equal([$"unix://{Socket}"], server.Server.Addresses);
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Socket));
    }

    [Fact]
    public async Task ServesBesideTcp()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            Options with { Listen = [ListenAddress.Parse("127.0.0.1:0"), ListenAddress.Parse("127.0.0.1:0")] }, new SpringModel("na"));
        Assert.Equal(3, server.Server.Addresses.Distinct().Count());
        foreach (string address in server.Server.Addresses)
        {
            using Grpc.Net.Client.GrpcChannel channel = RunningServer.Connect(address);
            Assert.Equal(8.5, (await new GapSharp.V1.ForceField.ForceFieldClient(channel).EvaluateAsync(Wire.Chain(2))).Energy);
        }
    }

    [Fact]
    public async Task LeavesNothingBehind()
    {
        await (await RunningServer.StartAsync(Options, new SpringModel("na"))).DisposeAsync();
        Assert.False(Path.Exists(Socket));
    }

    [Fact]
    public async Task AStaleSocketIsReplaced()
    {
        // A process that was killed leaves its socket file: bind, then close the descriptor alone.
        using (var abandoned = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            abandoned.Bind(new UnixDomainSocketEndPoint(Socket + ".new"));
            File.Move(Socket + ".new", Socket);
        }

        Assert.True(Path.Exists(Socket));
        await using RunningServer server = await RunningServer.StartAsync(Options, new SpringModel("na"));
        Assert.Equal(8.5, (await server.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Fact]
    public async Task ALivingServerKeepsItsSocket()
    {
        await using RunningServer first = await RunningServer.StartAsync(Options, new SpringModel("na"));
        await ExpectRefusalAsync($"{Socket} belongs to a running server, expected a free path or a stale socket");
        Assert.Equal(8.5, (await first.Client.EvaluateAsync(Wire.Chain(2))).Energy);
    }

    [Fact]
    public async Task AFileIsNeverTouched()
    {
        File.WriteAllText(Socket, "precious");
        await ExpectRefusalAsync($"{Socket} exists and is not a socket, expected a free path or a stale socket");
        Assert.Equal("precious", File.ReadAllText(Socket));
    }

    [Fact]
    public async Task NeitherIsAFolderOrALink()
    {
        Directory.CreateDirectory(Socket);
        await ExpectRefusalAsync($"{Socket} exists and is not a socket, expected a free path or a stale socket");
        Directory.Delete(Socket);
        File.CreateSymbolicLink(Socket, Path.Combine(_folder.FullName, "nowhere"));
        await ExpectRefusalAsync($"{Socket} exists and is not a socket, expected a free path or a stale socket");
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "nowhere")));
    }

    [Fact]
    public async Task AMissingFolderOrAnEndlessPathIsSaid()
    {
        GapException missing = await RefusedAsync(Path.Combine(_folder.FullName, "no", "x.sock"));
        Assert.Contains("of the Unix socket does not exist", missing.Message, StringComparison.Ordinal);
        GapException endless = await RefusedAsync(Path.Combine(_folder.FullName, new string('x', 200)));
        Assert.Contains("expected 1 to about 100", endless.Message, StringComparison.Ordinal);
    }

    private async Task ExpectRefusalAsync(string message) => Assert.Equal(message, (await RefusedAsync(Socket)).Message);

    private async Task<GapException> RefusedAsync(string path) => await Assert.ThrowsAsync<GapException>(
        () => RunningServer.StartAsync(Options with { UnixSocket = path }, new SpringModel("na")));
}
