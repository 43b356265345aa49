using System.Collections.Concurrent;
using GapCore;
using GapCore.IO;
using GapFit.Sparsification;

namespace GapFit.Caching;

/// <summary>
/// Instances in files named by their keys, the least recently used ones making room. Whatever goes wrong with a file, another process being
/// there included, only means that instances are computed.
/// </summary>
internal sealed class FolderInstanceStore(string folder, long maxBytes) : IInstanceStore
{
    internal const string Suffix = ".descriptors";

    /// <summary>Keys that could not be written: another attempt would only cost time.</summary>
    private readonly ConcurrentDictionary<string, bool> _refused = [];

    public bool Prepare(string key, IInstanceSource source)
    {
        string path = PathOf(key);
        if (_refused.ContainsKey(key))
            return false;
        try
        {
            bool isNew = !File.Exists(path);
            if (isNew)
                AtomicFile.WriteBytes(path, stream => Write(stream, key, source));
            // The time of its last use, of the same clock for all files: the one that the system gives a write lags behind.
            Try(() => File.SetLastWriteTimeUtc(path, DateTime.UtcNow));
            if (isNew)
                MakeRoom();
            return true;
        }
        catch (GapException error) when (error.Kind == GapErrorKind.Io)
        {
            _refused.TryAdd(key, true);
            return false;
        }
    }

    public bool Visit(string key, int dimensions, Action<InstanceBlock> visit)
    {
        FileStream? stream = null;
        if (!Try(() => stream = File.OpenRead(PathOf(key))))
            return false;
        using (stream)
        {
            InstanceBlock? block = null;
            for (long next = 0; Try(() => block = InstanceFormat.Read(stream!, key, next, dimensions)) && block is { } sound; next += sound.Count)
            {
                if (sound.Count == 0)
                    return true;
                visit(sound);
            }
        }

        Try(() => File.Delete(PathOf(key)));
        return false;
    }

    private void Write(Stream stream, string key, IInstanceSource source)
    {
        long instances = 0;
        source.Scan(block =>
        {
            if (stream.Position + InstanceFormat.BytesOf(block.Count, source.Dimensions) > maxBytes)
                throw new IOException($"the descriptors take more than {maxBytes} bytes");
            InstanceFormat.Write(stream, key, block, source.Dimensions);
            instances += block.Count;
        });
        InstanceFormat.WriteEnd(stream, key, instances, source.Dimensions);
    }

    /// <summary>Removes the files that were not used for longest, those that an ended process did not finish among them.</summary>
    private void MakeRoom() => Try(() =>
    {
        long bytes = 0;
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles($"*{Suffix}*").OrderByDescending(file => file.LastWriteTimeUtc))
        {
            bytes += file.Length;
            if (bytes > maxBytes)
                file.Delete();
        }
    });

    private string PathOf(string key) => Path.Combine(folder, key + Suffix);

    private static bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
