using System.Text;
using GapCore;

namespace GapCli.Streams;

/// <summary>
/// Where results go: standard output (no path, or <c>-</c>), or a file that is written beside its place and renamed into it by
/// <see cref="Commit"/>, so that it is whole or absent. Without a commit the partial file is removed and an older file stays as it was.
/// </summary>
internal sealed class OutputText : IDisposable
{
    private readonly string? _target;
    private readonly string? _partial;
    private readonly TextWriter _writer;
    private readonly Interruption _interruption;
    private bool _committed;

    private OutputText(TextWriter writer, string? target, string? partial, Interruption interruption)
    {
        _writer = writer;
        _target = target;
        _partial = partial;
        _interruption = interruption;
    }

    public bool IsFile => _target is not null;

    /// <exception cref="GapException">Io: the file cannot be created.</exception>
    public static OutputText Open(string? path, Terminal terminal)
    {
        if (path is null or "-")
            return new OutputText(terminal.Output, null, null, new Interruption(terminal, null, null));
        return Guard(path, () =>
        {
            string target = Path.GetFullPath(path);
            if (new FileInfo(target) is { LinkTarget: not null } link)
                target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            if (Directory.Exists(target))
                throw new IOException("it is a directory");

            // Devices and pipes (/dev/null, /dev/stdout, /proc/self/fd/1) are written to, never renamed over.
            bool special = IsUnder("/dev/", target) && !IsUnder("/dev/shm/", target) || IsUnder("/proc/", target);
            string? partial = special ? null : Beside(target);
            var interruption = new Interruption(terminal, target, partial);
            try
            {
                FileMode mode = special ? FileMode.Open : FileMode.CreateNew;
                var stream = new FileStream(partial ?? target, mode, FileAccess.Write, FileShare.Read);
                return new OutputText(new StreamWriter(stream, new UTF8Encoding(false), 1 << 16), target, partial, interruption);
            }
            catch
            {
                interruption.Dispose();
                throw;
            }
        });
    }

    /// <summary>Opens, writes and commits in one go.</summary>
    /// <exception cref="GapException">Io: the file cannot be written.</exception>
    public static void WriteFile(string path, Terminal terminal, Action<TextWriter> content)
    {
        using OutputText output = Open(path, terminal);
        output.Write(content);
        output.Commit();
    }

    /// <summary>Writes one whole record (a frame, a line); on standard output the reader sees it at once.</summary>
    public void Write(Action<TextWriter> record)
    {
        record(_writer);
        if (!IsFile)
            _writer.Flush();
    }

    /// <summary>Everything is there: gives the file its name.</summary>
    public void Commit()
    {
        if (!IsFile)
        {
            _writer.Flush();
            return;
        }

        Guard(_target!, () =>
        {
            _writer.Dispose();
            if (_partial is not null)
                File.Move(_partial, _target!, overwrite: true);
            return true;
        });
        _committed = true;
    }

    public void Dispose()
    {
        if (IsFile && !_committed)
            Abandon();
        _interruption.Dispose();
    }

    private void Abandon()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // A full disk: the error is already on its way; what matters here is that the partial file goes.
        }

        if (_partial is not null)
            File.Delete(_partial);
    }

    private static bool IsUnder(string folder, string target) => target.StartsWith(folder, StringComparison.Ordinal);

    private static string Beside(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.partial");

    private static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string reason = failure switch
            {
                DirectoryNotFoundException => "no such directory",
                UnauthorizedAccessException => "permission denied",
                _ => failure.Message,
            };
            throw new GapException(GapErrorKind.Io, $"{path} cannot be written ({reason}), expected a writable path", failure);
        }
    }
}
