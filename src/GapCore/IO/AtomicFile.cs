using System.Text;
using GapCore.Text;

namespace GapCore.IO;

/// <summary>Writes a file beside its target, then renames it: whoever looks finds the old file or the new one, never half of it.</summary>
internal static class AtomicFile
{
    private const int BufferSize = 1 << 16;
    private static readonly string[] SystemFolders = ["/dev/", "/proc/", "/sys/"];

    /// <summary>Writes UTF-8 text. An error, whosever it is, leaves the target as it was and no rest behind.</summary>
    /// <exception cref="GapException">Io: the file cannot be written.</exception>
    public static void Write(string path, Action<TextWriter> content) => WriteBytes(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), BufferSize, leaveOpen: true);
        content(writer);
    });

    /// <summary>The same with bytes.</summary>
    /// <exception cref="GapException">Io: the file cannot be written.</exception>
    public static void WriteBytes(string path, Action<Stream> content)
    {
        string? partial = null;
        try
        {
            string target = Path.GetFullPath(path);
            if (new FileInfo(target).LinkTarget is not null)
                target = File.ResolveLinkTarget(target, returnFinalTarget: true)!.FullName;
            RequirePlace(target);
            partial = $"{target}.{Guid.NewGuid():N}.partial";
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
                content(stream);
            File.Move(partial, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Remove(partial);
            throw new GapException(GapErrorKind.Io,
                $"file {Shown.Quoted(path)} cannot be written: {RegularFile.OneLine(error.Message)}", error);
        }
        catch
        {
            Remove(partial);
            throw;
        }
    }

    /// <summary>Refuses a target that no file may be renamed over: a directory, or what is among devices and processes.</summary>
    /// <exception cref="IOException">The reason.</exception>
    internal static void RequirePlace(string target)
    {
        if (Directory.Exists(target))
            throw new IOException("it is a directory");
        if (SystemFolders.Any(folder => target.StartsWith(folder, StringComparison.Ordinal))
            && !target.StartsWith("/dev/shm/", StringComparison.Ordinal))
            throw new IOException("it is a device or a place for devices, expected an ordinary file");
    }

    private static void Remove(string? partial)
    {
        try
        {
            if (partial is not null)
                File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report.
        }
    }
}
