using System.Net.Sockets;
using GapServer.Hosting;
using GapServer.Models;
using GapSharp.V1;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace GapServer.Tests.Support;

/// <summary>A real server on a free port and a real client of it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(ForceServer server)
    {
        Server = server;
        Channel = Connect(server.Addresses[0]);
        Client = new ForceField.ForceFieldClient(Channel);
        Health = new Health.HealthClient(Channel);
    }

    internal ForceServer Server { get; }

    internal GrpcChannel Channel { get; }

    internal ForceField.ForceFieldClient Client { get; }

    internal Health.HealthClient Health { get; }

    internal static ForceServerOptions Options { get; } = new() { Listen = [ListenAddress.Parse("127.0.0.1:0")], Log = LogStyle.Quiet };

    internal static Task<RunningServer> StartAsync(params IForceModel[] models) => StartAsync(Options, models);

    internal static async Task<RunningServer> StartAsync(ForceServerOptions options, params IForceModel[] models) =>
        new(models.Length > 0 ? await ForceServer.StartAsync(options, models) : await ForceServer.StartAsync(options));

    /// <summary>A new connection to an address as the server prints it.</summary>
    internal static GrpcChannel Connect(string address)
    {
        var handler = new SocketsHttpHandler();
        if (address.StartsWith("unix://", StringComparison.Ordinal))
        {
            string path = address["unix://".Length..];
            address = "http://localhost";
            handler.ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = null,
        });
    }

    /// <summary>The status that a call ends with; fails when the call succeeds.</summary>
    internal static async Task<Status> StatusOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).Status;

    internal Task<Status> StatusOf(EvaluateRequest request) => StatusOf(() => Client.EvaluateAsync(request).ResponseAsync);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Server.DisposeAsync();
    }
}
