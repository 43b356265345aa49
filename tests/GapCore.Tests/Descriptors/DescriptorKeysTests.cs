using System.Text.RegularExpressions;
using GapCore.Descriptors;
using GapCore.Descriptors.Angle3b;
using GapCore.Descriptors.Distance2b;
using GapCore.Descriptors.Soap;
using GapCore.Tests.Architecture;
using GapCore.Text;

namespace GapCore.Tests.Descriptors;

/// <summary>The lists of keys are those that the descriptors read.</summary>
public sealed partial class DescriptorKeysTests
{
    [Fact]
    public void Every_key_that_is_read_is_listed()
    {
        Require("Soap/SoapParameters.cs", SoapParameters.Keys, 30);
        Require("Distance2b/Distance2bParameters.cs", Distance2bParameters.Keys, 9);
        Require("Angle3b/Angle3bParameters.cs", Angle3bParameters.Keys, 4);
        Require("DescriptorCutoff.cs", DescriptorCutoff.Keys, 2);
    }

    [Theory]
    [InlineData("Z=14 Z_center=6", 6)]
    [InlineData("Z_center=6 Z=14", 14)]
    public void The_last_name_of_the_centre_wins(string words, int expected) =>
        Assert.Equal(expected, Angle3bParameters.Parse(DescriptorString.Parse($"angle_3b cutoff=3 {words}")).Z);

    private static void Require(string file, IReadOnlyList<OptionKey> keys, int least)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "src/GapCore/Descriptors", file));
        string[] listed = [.. keys.SelectMany(key => key.Names)];
        // A call with the string, or a list of keys that are looked up one after the other.
        string[] read = [.. Calls().Matches(text).Select(match => match.Value).SelectMany(call => Names().Matches(call))
            .Select(match => match.Groups[1].Value).Distinct()];
        Assert.True(read.Length >= least, $"{file}: only {read.Length} keys found");
        Assert.All(read, key => Assert.Contains(key, listed));
    }

    [GeneratedRegex("""(?:text\.(?:Get\w+|TryGet|Contains)\(|\(text, |\(string\[\]\)\[)[^;&\n]*""")]
    private static partial Regex Calls();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Names();
}
