using GapCore;
using GapCore.IO.ExtendedXyz;

namespace GapCli.Streams;

/// <summary>
/// A text to read: a file, gzip where its name ends in .gz, or standard input for <c>-</c>. Knows how far it has been read.
/// </summary>
internal sealed class InputText : IDisposable
{
    private readonly FileStream? _file;

    private InputText(string name, TextReader reader, FileStream? file)
    {
        Name = name;
        Reader = reader;
        _file = file;
    }

    /// <summary>For messages: the path, or "standard input".</summary>
    public string Name { get; }

    public TextReader Reader { get; }

    /// <summary>Part of the file read so far (0..1); null where the length is unknown.</summary>
    public double? Fraction => _file is { CanSeek: true, Length: > 0 } ? Math.Min(1.0, (double)_file.Position / _file.Length) : null;

    /// <exception cref="GapException">Io: the file cannot be read.</exception>
    public static InputText Open(string path, Terminal terminal)
    {
        if (path == "-")
            return new InputText("standard input", terminal.Input, null);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new InputText(path, new StreamReader(ExtendedXyzReader.Unpacked(file, path)), file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GapException(
                GapErrorKind.Io, $"{path} cannot be read ({Reason(path, failure)}), expected an extended XYZ file", failure);
        }
    }

    /// <summary>Refuses an output that is one of the files read.</summary>
    /// <exception cref="GapException">Argument.</exception>
    public static void RequireOther(string output, string[] inputs)
    {
        if (output is not ("" or "-") && inputs.Any(input => Path.GetFullPath(input) == Path.GetFullPath(output)))
            throw new GapException(GapErrorKind.Argument, $"output {output} is an input, expected another name");
    }

    public void Dispose()
    {
        if (_file is not null)
            Reader.Dispose();
    }

    private static string Reason(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException when Directory.Exists(path) => "a directory",
        UnauthorizedAccessException => "permission denied",
        _ => failure.Message,
    };
}
