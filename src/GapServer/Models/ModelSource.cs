using GapCore;

namespace GapServer.Models;

/// <summary>A potential file and the name it is served under.</summary>
public sealed record ModelSource(string Name, string Path)
{
    /// <summary>Parses NAME=PATH, or PATH alone, which is served under the file's stem.</summary>
    /// <exception cref="GapException">Name or path is empty.</exception>
    public static ModelSource Parse(string text)
    {
        int separator = text.IndexOf('=', StringComparison.Ordinal);
        bool named = separator >= 0 && !text.AsSpan(0, separator).ContainsAny('/', '\\');
        string path = named ? text[(separator + 1)..] : text;
        string name = named ? text[..separator] : System.IO.Path.GetFileNameWithoutExtension(path);
        return name.Trim() == name && name.Length > 0 && path.Length > 0
            ? new ModelSource(name, path)
            : throw new GapException(GapErrorKind.Argument, $"model is '{text}', expected NAME=PATH or PATH");
    }
}
