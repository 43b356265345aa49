using System.Security;
using GapCore.Text;

namespace GapCore.IO;

/// <summary>Opens files of users for reading: never a directory, device, pipe or socket, on which a read could wait or never end.</summary>
internal static class RegularFile
{
    private const int LongestMessage = 200;

    /// <summary>Opens a non-empty regular file (links are followed) and gives its length in bytes.</summary>
    /// <exception cref="GapException">Io, in one line with <paramref name="what"/>, the path and the reason.</exception>
    public static FileStream Open(string path, string what, int bufferSize = 1 << 16)
    {
        try
        {
            if (Directory.Exists(path))
                throw Refused(path, what, "is a directory, expected a file");
            if (!Path.Exists(path))
                throw Refused(path, what, "does not exist");
            var file = new FileInfo(path);
            if (file.ResolveLinkTarget(returnFinalTarget: true) is { } target)
                file = new FileInfo(target.FullName);
            if (!file.Exists)
                throw Refused(path, what, "does not exist");
            // Devices, pipes, sockets and /proc files have length 0.
            if (file.Length == 0)
                throw Refused(path, what, "is empty or no regular file, expected a file with content");
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            throw new GapException(GapErrorKind.Io, $"{what} {Shown.Path(path)} cannot be read: {OneLine(error.Message)}", error);
        }
    }

    /// <summary>A system message without line breaks, of bounded length.</summary>
    public static string OneLine(string message) =>
        (message.Length > LongestMessage ? message[..LongestMessage] + "..." : message).ReplaceLineEndings(" ");

    private static GapException Refused(string path, string what, string reason) =>
        new(GapErrorKind.Io, $"{what} {Shown.Path(path)} {reason}");
}
