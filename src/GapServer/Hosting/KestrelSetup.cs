using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace GapServer.Hosting;

/// <summary>HTTP/2 without TLS on the addresses asked for.</summary>
internal static class KestrelSetup
{
    internal static void Configure(IWebHostBuilder host, ForceServerOptions options)
    {
        host.UseKestrelCore();
        host.UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The message limit is gRPC's, checked against the length a message announces.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
            foreach (ListenAddress address in options.Listen)
                kestrel.Listen(address.Address, address.Port, UseHttp2);
            if (options.UnixSocket is not null)
                kestrel.ListenUnixSocket(Path.GetFullPath(options.UnixSocket), UseHttp2);
        });
    }

    private static void UseHttp2(ListenOptions listen) => listen.Protocols = HttpProtocols.Http2;

    /// <summary>A Unix socket is restricted to its owner between binding and listening, so others never can connect.</summary>
    private static Socket Bind(EndPoint endPoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (endPoint is UnixDomainSocketEndPoint)
            UnixSocketFile.Restrict(endPoint.ToString()!);
        return socket;
    }
}
