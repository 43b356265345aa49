using System.IO.Compression;
using System.Text;
using GapCore;
using GapCore.IO;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Curation;

/// <summary>
/// Writes chosen configurations by copying their text out of the pool's files: nothing that those say is lost. Files are written beside
/// their places and renamed together; gzip where the name ends in .gz.
/// </summary>
public static class CuratedFiles
{
    /// <summary>The key that names a configuration's part.</summary>
    public const string SplitKey = "split";

    /// <summary>One file; the comment line says <c>split=PART</c> where the configuration has a part, and is untouched otherwise.</summary>
    /// <exception cref="GapException">Argument: the file is one of the pool's. Io: it cannot be written, or the pool changed.</exception>
    public static void Write(CurationResult result, string path) =>
        Write(result, [(path, result.Chosen)], withKey: true);

    /// <summary>One file for each part, <c>NAME.PART.xyz</c> for <c>NAME.xyz</c>; comment lines are untouched.</summary>
    /// <exception cref="GapException">As above.</exception>
    public static void WriteParts(CurationResult result, string path, IReadOnlyList<SplitPart> parts) =>
        Write(
            result,
            [.. parts.Select(part => (PartPath(path, part.Name), Frames(result, part.Name)))],
            withKey: false);

    /// <summary>Where the part goes: its name before the extension .xyz or .xyz.gz, or any other.</summary>
    public static string PartPath(string path, string part)
    {
        string packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[^3..] : "";
        string plain = path[..^packed.Length];
        return Path.ChangeExtension(plain, part + Path.GetExtension(plain)) + packed;
    }

    private static IReadOnlyList<ChosenFrame> Frames(CurationResult result, string part) =>
        [.. result.Chosen.Where(frame => frame.Part == part)];

    private static void Write(CurationResult result, IReadOnlyList<(string Path, IReadOnlyList<ChosenFrame> Frames)> outputs, bool withKey)
    {
        HashSet<string> inputs = [.. result.Pool.Select(frame => frame.Source).Distinct().Select(FinalPath)];
        using var files = new AtomicFileSet();
        foreach ((string path, IReadOnlyList<ChosenFrame> frames) in outputs)
        {
            try
            {
                string target = FinalPath(path);
                if (inputs.Contains(target))
                    throw new GapException(GapErrorKind.Argument, $"output {Shown.Path(path)} is a file of the pool, expected another name");
                files.Write(target, replaces: true, stream => Write(stream, path, frames, withKey));
            }
            catch (Exception error) when (IsOfFiles(error))
            {
                throw Failed(path, error);
            }
        }

        try
        {
            files.Commit();
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw Failed(outputs[0].Path, error);
        }
    }

    private static void Write(Stream stream, string path, IReadOnlyList<ChosenFrame> frames, bool withKey)
    {
        bool packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        using Stream text = packed ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true) : Stream.Null;

        // Latin-1 maps every byte to a character and back: bytes that are no valid UTF-8 survive.
        using var writer = new StreamWriter(packed ? text : stream, Encoding.Latin1, 1 << 16, leaveOpen: true);
        foreach (IGrouping<int, ChosenFrame> file in frames.GroupBy(frame => frame.Frame.File))
            FrameCopier.Copy([.. file], writer, withKey);
    }

    /// <summary>The path with links followed; two names of one file give the same.</summary>
    private static string FinalPath(string path)
    {
        string full = Path.GetFullPath(path);
        return new FileInfo(full).LinkTarget is null ? full : File.ResolveLinkTarget(full, returnFinalTarget: true)!.FullName;
    }

    private static bool IsOfFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static GapException Failed(string path, Exception error) =>
        new(GapErrorKind.Io, $"file {Shown.Path(path)} cannot be written: {RegularFile.OneLine(error.Message)}", error);
}
