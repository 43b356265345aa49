using System.Globalization;
using System.Text.Json;

namespace GapCli.Tests;

public class DescribeTests
{
    private const string Soap = "soap l_max=6 n_max=12 cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6";

    [Fact]
    public void VectorsAreTheReferenceProgramsOnes()
    {
        string[] ours = Gapsharp.Run("describe", Reference.Path("descriptors", "na55_1.xyz"), "--descriptor", Soap).IsSuccess().Lines;
        string[] theirs = File.ReadAllLines(Reference.Path("descriptors", "na55_1.txt"));
        Assert.Equal(theirs.Length, ours.Length);
        for (int row = 0; row < ours.Length; row++)
        {
            double[] expected = Numbers(theirs[row]);
            double[] actual = Numbers(ours[row]);
            Assert.Equal(expected.Length, actual.Length);
            for (int component = 0; component < expected.Length; component++)
                Assert.InRange(actual[component] - expected[component], -1e-12, 1e-12);
        }
    }

    [Fact]
    public void JsonNamesTheCentres()
    {
        string[] lines = Gapsharp.RunWithInput(
            Samples.Dimer + Samples.Dimer,
            "describe", "-", "--descriptor", "distance_2b cutoff=4.0 Z1=11 Z2=11", "--json").IsSuccess().Lines;
        Assert.Equal(2, lines.Length);
        JsonElement second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal(1, second.GetProperty("frame").GetInt32());
        Assert.Equal(1, second.GetProperty("dimensions").GetInt32());
        Assert.Equal([0, 1], second.GetProperty("centres").EnumerateArray().Select(centre => centre.GetInt32()));
        Assert.Equal([3.2, 3.2], second.GetProperty("vectors").EnumerateArray().Select(vector => vector[0].GetDouble()));
    }

    [Theory]
    [InlineData("soap n_max=4 cutoff=4.0 atom_sigma=0.5", "l_max")]
    [InlineData("soap_like l_max=2", "soap_like")]
    [InlineData("soap {l_max=2", "{")]
    [InlineData("", "descriptor")]
    public void WrongDescriptorsAreExplained(string descriptor, string what) =>
        Gapsharp.RunWithInput(Samples.Dimer, "describe", "-", "--descriptor", descriptor).IsOneLine(1, what);

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}
