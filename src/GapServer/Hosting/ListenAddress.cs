using System.Globalization;
using System.Net;
using GapCore;

namespace GapServer.Hosting;

/// <summary>An address and port to listen on.</summary>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    public const int DefaultPort = 50051;

    public static readonly ListenAddress Default = new(IPAddress.Loopback, DefaultPort);

    /// <summary>Only processes of this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>
    /// Parses ADDRESS:PORT, ADDRESS or :PORT; ADDRESS is an IP address ([::1] style for IPv6), <c>localhost</c> or <c>*</c> (all).
    /// </summary>
    /// <exception cref="GapException">It is none of these.</exception>
    public static ListenAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (text.EndsWith(']'))
            colon = -1;
        string host = colon < 0 ? text : text[..colon];
        int port = DefaultPort;
        if (colon >= 0 && !TryParsePort(text.AsSpan(colon + 1), out port))
            throw Wrong(text);
        return new ListenAddress(ParseHost(host) ?? throw Wrong(text), port);
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= IPEndPoint.MaxPort;

    private static IPAddress? ParseHost(string host) => host switch
    {
        "" or "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out IPAddress? six) ? six : null,
        _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out IPAddress? four) ? four : null,
    };

    private static GapException Wrong(string text) => new(GapErrorKind.Argument,
        $"listen address is '{text}', expected ADDRESS:PORT with an IP address, localhost or *, and a port from 0 to {IPEndPoint.MaxPort}");
}
