using System.Net.Sockets;
using GapCore;

namespace GapServer.Hosting;

/// <summary>The file of a Unix socket: never takes the place of another file or of a living server's socket.</summary>
internal static class UnixSocketFile
{
    /// <summary>Errno of opening a socket as a file: ENXIO (Linux), EOPNOTSUPP (BSD, macOS).</summary>
    private const int LinuxSocket = 6, BsdSocket = 102;

    /// <summary>Leaves the path free to bind: removes a socket that nobody listens on.</summary>
    /// <exception cref="GapException">The path is taken, too long, or its folder does not exist.</exception>
    internal static void MakeWay(string path)
    {
        UnixDomainSocketEndPoint endPoint = EndPoint(path);
        string folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
            throw new GapException(GapErrorKind.Io, $"folder {folder} of the Unix socket does not exist");
        if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            return;
        if (!IsSocket(path))
            throw new GapException(GapErrorKind.Io, $"{path} exists and is not a socket, expected a free path or a stale socket");
        if (SomeoneListens(endPoint))
            throw new GapException(GapErrorKind.Io, $"{path} belongs to a running server, expected a free path or a stale socket");
        File.Delete(path);
    }

    /// <summary>Only the owner may connect.</summary>
    internal static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static UnixDomainSocketEndPoint EndPoint(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            throw new GapException(GapErrorKind.Argument,
                $"Unix socket path '{path}' has {path.Length} characters, expected 1 to about 100");
        }
    }

    private static bool IsSocket(string path)
    {
        try
        {
            // Read and write, because opening a pipe for reading alone would wait for a writer.
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            return false;
        }
        catch (IOException failure)
        {
            return failure.HResult is LinuxSocket or BsdSocket;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool SomeoneListens(UnixDomainSocketEndPoint endPoint)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
            return true;
        }
        catch (SocketException failure)
        {
            // Anything but "nobody there", for example no permission, means hands off.
            return failure.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }
}
