using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GapCore.Tests.Architecture;

/// <summary>Dependencies point one way (docs/ARCHITECTURE.md): nothing below looks up.</summary>
public sealed partial class DependencyTests
{
    /// <summary>What the namespaces below GapCore may use besides themselves.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Text"] = [],
        ["Numerics"] = [],
        ["Atoms"] = ["Numerics", "Text"],
        ["Neighbours"] = ["Text", "Numerics", "Atoms"],
        ["Descriptors"] = ["Text", "Numerics", "Atoms", "Neighbours"],
        ["Kernels"] = ["Text", "Numerics"],
        ["Potentials"] = ["Text", "Numerics", "Atoms", "Neighbours", "Descriptors", "Kernels", "IO"],
        ["Evaluation"] = ["Text", "Numerics", "Atoms", "Neighbours", "Descriptors", "Kernels", "Potentials"],
        ["IO"] = ["Text", "Numerics", "Atoms", "Descriptors", "Kernels", "Potentials"],
    };

    /// <summary>The one place below IO that names it: the convenience that reads a file and compiles it.</summary>
    private const string LoadShortcut = "src/GapCore/Potentials/GapPotential.cs";

    /// <summary>Projects that may be referenced; anything above GapCore may use GapCore.</summary>
    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["GapCore"] = [],
        ["GapNative"] = ["GapCore", "GapAnalysis"],
        ["GapServer"] = ["GapCore"],
        ["GapFit"] = ["GapCore"],
        ["GapAnalysis"] = ["GapCore"],
        ["GapCli"] = ["GapCore", "GapFit", "GapAnalysis"],
    };

    private static readonly string[] CorePackages = ["CommunityToolkit.HighPerformance", "MathNet.Numerics"];

    [Fact]
    public void Namespaces_of_the_core_look_down_only()
    {
        List<string> violations = [];
        Regex qualified = new($@"\bGapCore\.({string.Join('|', Allowed.Keys)})\b");
        Regex relative = new($@"(?<![\w.])({string.Join('|', Allowed.Keys)})\.[A-Z]\w*(?:\.|\()");
        foreach ((string path, string text) in SourceTree.Files("src/GapCore", "*.cs"))
        {
            string code = SourceTree.Code(text);
            Match own = OwnNamespace().Match(code);
            Assert.True(own.Success, $"{path} declares no namespace GapCore.*, expected a file-scoped one");
            string layer = own.Groups[1].Value;
            if (layer.Length == 0)
                continue;
            Assert.True(Allowed.ContainsKey(layer), $"{path}: the test does not know namespace GapCore.{layer}, expected a rule for it");
            HashSet<string> used = [.. qualified.Matches(code).Concat(relative.Matches(code)).Select(match => match.Groups[1].Value)];
            violations.AddRange(used.Where(name => name != layer && !Allowed[layer].Contains(name))
                .Select(name => $"{path} uses GapCore.{name}"));
            if (layer == "Potentials" && used.Contains("IO") && path != LoadShortcut)
                violations.Add($"{path} uses GapCore.IO, allowed in {LoadShortcut} only");
        }

        Assert.Empty(violations);
    }

    [Fact]
    public void Every_file_of_the_core_is_in_the_folder_of_its_namespace()
    {
        Assert.All(SourceTree.Files("src/GapCore", "*.cs"), file =>
        {
            string expected = Path.GetDirectoryName(file.Path)!["src/".Length..].Replace('/', '.');
            Assert.Equal(expected, FullNamespace().Match(SourceTree.Code(file.Text)).Groups[1].Value);
        });
    }

    [Fact]
    public void Projects_reference_downwards_only()
    {
        foreach ((string path, string text) in SourceTree.Files("src", "*.csproj"))
        {
            string project = Path.GetFileNameWithoutExtension(path);
            Assert.True(AllowedProjects.ContainsKey(project), $"{path}: the test does not know project {project}, expected a rule for it");
            IEnumerable<string> references = Includes(text, "ProjectReference")
                .Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))
                .Where(reference => reference.StartsWith("Gap", StringComparison.Ordinal));
            Assert.All(references, reference => Assert.Contains(reference, AllowedProjects[project]));
        }
    }

    [Fact]
    public void The_core_has_no_logging_network_console_or_dependency_injection()
    {
        foreach ((string _, string text) in SourceTree.Files("src/GapCore", "*.csproj"))
            Assert.All(Includes(text, "PackageReference"), package => Assert.Contains(package, CorePackages));
        Assert.All(SourceTree.Files("src/GapCore", "*.cs"), file => Assert.False(
            Foreign().IsMatch(SourceTree.Code(file.Text)),
            $"{file.Path} uses {Foreign().Match(SourceTree.Code(file.Text)).Value}, which the core must not"));
    }

    private static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Parse(project).Descendants(element).Select(node => node.Attribute("Include")?.Value).OfType<string>();

    [GeneratedRegex(@"^\s*namespace\s+GapCore(?:\.(\w+))?[\w.]*\s*;", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex FullNamespace();

    [GeneratedRegex(@"\b(System\.Net|Microsoft\.Extensions|Console|Grpc|Environment\.Exit|Debug\.Write|Trace)\b")]
    private static partial Regex Foreign();
}
