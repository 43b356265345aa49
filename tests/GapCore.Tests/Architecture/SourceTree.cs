using System.Text.RegularExpressions;

namespace GapCore.Tests.Architecture;

/// <summary>The repository's hand-written C# files and project files, as text.</summary>
internal static partial class SourceTree
{
    /// <summary>Path relative to the repository root, with forward slashes, and content of every file below a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, string pattern)
    {
        string root = Path.Combine(RepositoryPaths.Root, folder);
        if (!Directory.Exists(root))
            return [];
        return Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(RepositoryPaths.Root, path).Replace('\\', '/'), Full: path))
            .Where(file => !Generated().IsMatch(file.Path))
            .Select(file => (file.Path, File.ReadAllText(file.Full)));
    }

    /// <summary>The text with comments and string literals blanked out.</summary>
    public static string Code(string text) => NotCode().Replace(text, match => match.Value.StartsWith('/') ? " " : "\"\"");

    [GeneratedRegex(@"(^|/)(bin|obj)/")]
    private static partial Regex Generated();

    [GeneratedRegex(
        """//[^\n]*|/\*.*?\*/|\"{3}.*?\"{3}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", RegexOptions.Singleline)]
    private static partial Regex NotCode();
}
