using System.Text.RegularExpressions;

namespace GapCore.Tests.Architecture;

/// <summary>Rules for the hand-written sources: where unsafe code may be, how long a file may be, nothing left undone.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    private static readonly string[] UnsafeFolders = ["src/GapNative/", "src/GapCore/Numerics/"];

    private static IEnumerable<(string Path, string Text)> Sources =>
        SourceTree.Files("src", "*.cs").Concat(SourceTree.Files("tests", "*.cs"));

    [Fact]
    public void Unsafe_code_is_in_the_native_interface_and_the_numerics_only()
    {
        Assert.All(SourceTree.Files("src", "*.cs").Where(file => !UnsafeFolders.Any(file.Path.StartsWith)), file => Assert.False(
            Unsafe().IsMatch(SourceTree.Code(file.Text)),
            $"{file.Path} has unsafe code, allowed in {string.Join(" and ", UnsafeFolders)} only"));
    }

    [Fact]
    public void Files_stay_short()
    {
        IEnumerable<(string Path, string Text)> written = Sources
            .Concat(SourceTree.Files("native", "*.cpp")).Concat(SourceTree.Files("native", "*.h"))
            .Concat(SourceTree.Files("python", "*.py"))
            .Where(file => !file.Path.Contains("_pb2", StringComparison.Ordinal));
        Assert.All(written, file =>
        {
            int lines = file.Text.Count(c => c == '\n');
            Assert.True(lines <= LongestFile, $"{file.Path} has {lines} lines, expected at most {LongestFile}: one idea per file");
        });
    }

    [Fact]
    public void Nothing_is_left_undone()
    {
        Assert.All(Sources.Where(file => !file.Path.EndsWith("/SourceTests.cs", StringComparison.Ordinal)), file => Assert.False(
            Undone().IsMatch(file.Text), $"{file.Path} contains '{Undone().Match(file.Text).Value}'"));
    }

    [Fact]
    public void Namespaces_are_file_scoped()
    {
        Assert.All(Sources, file => Assert.False(
            BlockNamespace().IsMatch(SourceTree.Code(file.Text)), $"{file.Path} has a namespace block, expected a file-scoped namespace"));
    }

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bXXX\b|NotImplementedException")]
    private static partial Regex Undone();

    [GeneratedRegex(@"^\s*namespace\s+[\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();
}
