using System.Text.Json;
using GapCore;
using GapCore.IO;
using GapCore.Text;

namespace GapFit.Search;

/// <summary>
/// The results of a search as files of a folder, a line for each point: every process appends to a file of its own and reads those of all. A
/// line that a killed process did not finish is ignored. Thread-safe.
/// </summary>
internal sealed class SearchJournal : IDisposable
{
    private const string Suffix = ".jsonl";

    private const long LongestFile = 1L << 30;

    private readonly string _folder;
    private readonly string _own;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PointResult> _results = [];
    private readonly Dictionary<string, long> _read = [];
    private FileStream? _stream;

    /// <param name="folder">The folder; made when it is missing.</param>
    /// <exception cref="GapException">Io: it cannot be made or read. Format: a file in it is no journal.</exception>
    internal SearchJournal(string folder)
    {
        _folder = folder;
        _own = Path.Combine(folder, $"points-{DateTime.UtcNow:yyyyMMddHHmmss}-{Guid.NewGuid():N}{Suffix}");
        Guard(() => Directory.CreateDirectory(folder));
        Refresh();
    }

    /// <summary>Everything known so far.</summary>
    internal IReadOnlyList<PointResult> Results
    {
        get
        {
            lock (_lock)
                return [.. _results.Values];
        }
    }

    internal PointResult? Find(string key)
    {
        lock (_lock)
            return _results.GetValueOrDefault(key);
    }

    /// <summary>Keeps a result; it is on its way to the disk when the call returns.</summary>
    internal void Add(PointResult result)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(result, SearchDocuments.Default.PointResult), (byte)'\n'];
        lock (_lock)
        {
            Guard(() =>
            {
                _stream ??= new FileStream(_own, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
                _stream.Write(line);
                _stream.Flush();
            });
            _results[result.Key] = result;
        }
    }

    /// <summary>Takes a result that another process has kept.</summary>
    internal void Learn(string line)
    {
        if (Parse(line) is { } result)
            lock (_lock)
                _results.TryAdd(result.Key, result);
    }

    internal static string Line(PointResult result) => JsonSerializer.Serialize(result, SearchDocuments.Default.PointResult);

    /// <summary>Reads what other processes have added.</summary>
    internal void Refresh()
    {
        lock (_lock)
            Guard(() =>
            {
                foreach (string file in Directory.EnumerateFiles(_folder, "*" + Suffix).Order(StringComparer.Ordinal))
                    if (file != _own)
                        Read(file);
            });
    }

    public void Dispose() => _stream?.Dispose();

    private void Read(string file)
    {
        long from = _read.GetValueOrDefault(file);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length == from)
            return;
        if (stream.Length > LongestFile)
            throw new GapException(GapErrorKind.Format, $"journal {Shown.Path(file)} has {stream.Length} bytes, expected at most {LongestFile}");
        byte[] bytes = new byte[stream.Length - from];
        stream.Position = from;
        bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        int start = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            PointResult result = Parse(System.Text.Encoding.UTF8.GetString(bytes, start, end - start)) ?? throw new GapException(GapErrorKind.Format,
                $"journal {Shown.Path(file)} has at byte {from + start} what is no result of a search, expected a file that a search has written");
            _results.TryAdd(result.Key, result);
        }

        _read[file] = from + start;
    }

    private static PointResult? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SearchDocuments.Default.PointResult);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GapException(GapErrorKind.Io,
                $"results in {Shown.Path(_folder)} cannot be kept: {RegularFile.OneLine(error.Message)}; expected a folder that can be written", error);
        }
    }
}
