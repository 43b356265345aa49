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
            // A client may take its time between the replies of a stream; pings find out whether it is still there.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
            foreach (ListenAddress address in options.Listen)
                Listen(kestrel, address);
            if (options.UnixSocket is not null)
                kestrel.ListenUnixSocket(Path.GetFullPath(options.UnixSocket), UseHttp2);
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address)
    {
        // "All addresses" falls back to IPv4 where there is no IPv6.
        if (address.Address.Equals(IPAddress.IPv6Any))
            kestrel.ListenAnyIP(address.Port, UseHttp2);
        else
            kestrel.Listen(address.Address, address.Port, UseHttp2);
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
