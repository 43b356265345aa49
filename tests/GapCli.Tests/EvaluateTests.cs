using System.Globalization;
using System.Text.Json;
using GapCore.IO.ExtendedXyz;

namespace GapCli.Tests;

public class EvaluateTests
{
    private static List<ExtendedXyzFrame> Parse(string text) => [.. ExtendedXyzReader.Read(new StringReader(text), "output")];

    private static string Info(ExtendedXyzFrame frame, string key) => Assert.Single(frame.Info, entry => entry.Key == key).Value;

    private static double[] Reals(ExtendedXyzFrame frame, string name) =>
        Assert.Single(frame.Columns, column => column.Name == name).Reals!;

    [Fact]
    public void EnergiesForcesAndVirialsAreTheReferenceProgramsOnes()
    {
        List<ExtendedXyzFrame> ours = Parse(Gapsharp.Run("evaluate", Reference.Sodium, Reference.SodiumFrames).IsSuccess().Output);
        List<ExtendedXyzFrame> theirs = [.. ExtendedXyzReader.Read(Reference.Path("na-dft", "out.na.test.xyz"))];
        Assert.Equal(theirs.Count, ours.Count);
        for (int i = 0; i < ours.Count; i++)
        {
            double perAtom = (double.Parse(Info(ours[i], "energy"), CultureInfo.InvariantCulture)
                - double.Parse(Info(theirs[i], "energy"), CultureInfo.InvariantCulture)) / ours[i].Structure.Count;
            Assert.InRange(perAtom, -1e-9, 1e-9);
            AssertClose(Reals(theirs[i], "force"), Reals(ours[i], "forces"), 1e-7);
            AssertClose(Numbers(Info(theirs[i], "virial")), Numbers(Info(ours[i], "virial")), 1e-6);
        }
    }

    [Fact]
    public void OtherEntriesAndColumnsStayAndForeignResultsGo()
    {
        ExtendedXyzFrame frame = Assert.Single(Parse(
            Gapsharp.RunWithInput(Samples.Annotated, "evaluate", Reference.Sodium, "-").IsSuccess().Output));
        Assert.Equal("dimer", Info(frame, "config_type"));
        Assert.Equal("-7.25", Info(frame, "dft_energy"));
        Assert.Equal([0.5, -0.5], Reals(frame, "charge"));
        Assert.NotEqual(-99.0, double.Parse(Info(frame, "energy"), CultureInfo.InvariantCulture));
        Assert.NotEqual(9.0, Math.Abs(Reals(frame, "forces")[0]));
        Assert.DoesNotContain(frame.Info, entry => entry.Key == "stress");
    }

    [Fact]
    public void UnwantedPropertiesAreNeitherComputedNorInherited()
    {
        Outcome run = Gapsharp.RunWithInput(Samples.Annotated, "evaluate", Reference.Sodium, "-", "--properties", "local_energy");
        ExtendedXyzFrame frame = Assert.Single(Parse(run.IsSuccess().Output));
        Assert.DoesNotContain(frame.Info, entry => entry.Key is "energy" or "virial");
        Assert.Equal(["charge", "local_energy"], frame.Columns.Select(column => column.Name));
    }

    [Fact]
    public void PrefixKeepsTheInputsOwnResults()
    {
        ExtendedXyzFrame frame = Assert.Single(Parse(
            Gapsharp.RunWithInput(Samples.Annotated, "evaluate", Reference.Sodium, "-", "--prefix", "gap_").IsSuccess().Output));
        Assert.Equal(-99.0, double.Parse(Info(frame, "energy"), CultureInfo.InvariantCulture));
        Assert.Equal([9.0, 9, 9, -9, -9, -9], Reals(frame, "forces"));
        Assert.Equal(0, Reals(frame, "gap_forces")[0] + Reals(frame, "gap_forces")[3], 12);
        Assert.NotEqual(-99.0, double.Parse(Info(frame, "gap_energy"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void LocalPartsSumToTheTotals()
    {
        ExtendedXyzFrame frame = Parse(Gapsharp.Run(
            "evaluate", Reference.Sodium, Reference.SodiumFrames,
            "--properties", "energy,virial,local_energy,local_virial").IsSuccess().Output)[3];
        Assert.Equal(double.Parse(Info(frame, "energy"), CultureInfo.InvariantCulture), Reals(frame, "local_energy").Sum(), 10);
        double[] virial = Numbers(Info(frame, "virial"));
        double[] local = Reals(frame, "local_virial");
        for (int component = 0; component < 9; component++)
        {
            double sum = Enumerable.Range(0, frame.Structure.Count).Sum(atom => local[9 * atom + component]);
            Assert.Equal(virial[component % 3 * 3 + component / 3], sum, 10);
        }
    }

    [Fact]
    public void VariancesAreSmallAndNotNegative()
    {
        ExtendedXyzFrame frame = Assert.Single(Parse(
            Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "--properties", "variance").IsSuccess().Output));
        Assert.All(Reals(frame, "variance"), variance => Assert.InRange(variance, 0.0, 10.0));
    }

    [Fact]
    public void JsonLinesCarryTheSameNumbers()
    {
        string[] lines = Gapsharp.Run(
            "evaluate", Reference.Sodium, Reference.SodiumFrames, "--json",
            "--properties", "energy,forces,virial,local_energy,local_virial,variance").IsSuccess().Lines;
        List<ExtendedXyzFrame> frames = Parse(Gapsharp.Run("evaluate", Reference.Sodium, Reference.SodiumFrames).IsSuccess().Output);
        Assert.Equal(frames.Count, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            JsonElement frame = JsonDocument.Parse(lines[i]).RootElement;
            int atoms = frames[i].Structure.Count;
            Assert.Equal(i, frame.GetProperty("frame").GetInt32());
            Assert.Equal(atoms, frame.GetProperty("atoms").GetInt32());
            Assert.Equal(
                double.Parse(Info(frames[i], "energy"), CultureInfo.InvariantCulture), frame.GetProperty("energy").GetDouble(), 1e-11);
            Assert.Equal(Reals(frames[i], "forces")[5], frame.GetProperty("forces")[1][2].GetDouble(), 1e-11);
            Assert.Equal(3, frame.GetProperty("virial")[2].GetArrayLength());
            Assert.Equal(atoms, frame.GetProperty("local_energy").GetArrayLength());
            Assert.Equal(3, frame.GetProperty("local_virial")[atoms - 1][2].GetArrayLength());
            Assert.Equal(atoms, frame.GetProperty("variance").GetArrayLength());
        }
    }

    [Fact]
    public void JsonHoldsOnlyWhatWasAskedFor()
    {
        string line = Assert.Single(
            Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "--json", "--properties", "forces").IsSuccess().Lines);
        Assert.Equal(["frame", "atoms", "forces"], JsonDocument.Parse(line).RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void ThreadsDoNotChangeTheNumbers()
    {
        List<ExtendedXyzFrame> one = Parse(Gapsharp.Run("evaluate", Reference.Sodium, Reference.SodiumFrames).IsSuccess().Output);
        List<ExtendedXyzFrame> three = Parse(
            Gapsharp.Run("evaluate", Reference.Sodium, Reference.SodiumFrames, "--threads", "3").IsSuccess().Output);
        for (int i = 0; i < one.Count; i++)
            AssertClose(Reals(one[i], "forces"), Reals(three[i], "forces"), 1e-12);
    }

    [Fact]
    public void CompressionStaysWithinItsBound()
    {
        string[] wanted = ["--properties", "local_energy,forces"];
        List<ExtendedXyzFrame> on = Parse(Gapsharp.Run(["evaluate", Reference.Sodium, Reference.SodiumFrames, .. wanted]).IsSuccess().Output);
        List<ExtendedXyzFrame> off = Parse(
            Gapsharp.Run(["evaluate", Reference.Sodium, Reference.SodiumFrames, .. wanted, "--no-compression"]).IsSuccess().Output);
        Assert.Equal(off.Count, on.Count);
        for (int i = 0; i < on.Count; i++)
        {
            AssertClose(Reals(off[i], "local_energy"), Reals(on[i], "local_energy"), 1e-10);
            AssertClose(Reals(off[i], "forces"), Reals(on[i], "forces"), 1e-8);
        }

        Assert.Contains(on.Zip(off), pair => !Reals(pair.First, "forces").SequenceEqual(Reals(pair.Second, "forces")));
    }

    [Fact]
    public void NumbersHaveSeventeenDigits()
    {
        string output = Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-").IsSuccess().Output;
        ExtendedXyzFrame frame = Assert.Single(Parse(output));
        string json = Assert.Single(Gapsharp.RunWithInput(Samples.Dimer, "evaluate", Reference.Sodium, "-", "--json").IsSuccess().Lines);
        JsonElement document = JsonDocument.Parse(json).RootElement;
        Assert.Equal(document.GetProperty("energy").GetDouble(), double.Parse(Info(frame, "energy"), CultureInfo.InvariantCulture));
        Assert.Equal(document.GetProperty("forces")[0][0].GetDouble(), Reals(frame, "forces")[0]);
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i] - expected[i], -tolerance, tolerance);
    }
}
