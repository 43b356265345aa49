using System.Globalization;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Parity;

/// <summary>Descriptor vectors of the reference program (artifacts/reference/descriptors) from both evaluators.</summary>
public sealed class DescriptorParityTests
{
    private const double Tolerance = 1e-12;
    private const string Na = "soap l_max=6 n_max=12 cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6";
    private const string SiC = "soap atom_sigma=0.5 cutoff=4.0 cutoff_transition_width=1.0 l_max=4 n_max=4 n_species=2 species_Z={14 6}";

    public static TheoryData<string, string, string> Vectors => new()
    {
        { Na, "na55_1.xyz", "na55_1.txt" },
        { SiC + " Z=14", "sic_1.xyz", "sic_1.Z14.txt" },
        { SiC + " Z=6", "sic_1.xyz", "sic_1.Z6.txt" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Calculator_equals_the_reference_program(string descriptor, string structure, string vectors)
    {
        DescriptorVectors actual = DescriptorCalculator.Describe(descriptor, Structure(structure));
        double[][] expected = Read(vectors);
        Assert.Equal(expected.Length, actual.Rows);
        Assert.Equal(expected[0].Length, actual.Dimensions);
        Close.Equal([.. expected.SelectMany(row => row)], actual.Values, Tolerance, "descriptor component");
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Slow_reference_equals_the_reference_program(string descriptor, string structure, string vectors)
    {
        ReferenceInstance[] actual = [.. ReferenceDescriptors.Create(descriptor, long.MaxValue).Instances(Structure(structure))];
        double[] expected = [.. Read(vectors).SelectMany(row => row)];
        Close.Equal(expected, [.. actual.SelectMany(instance => instance.Vector)], Tolerance, "descriptor component");
    }

    private static Structure Structure(string file) =>
        ExtendedXyzReader.Read(RepositoryPaths.Reference("descriptors", file)).Single().Structure;

    private static double[][] Read(string file) =>
        [.. File.ReadLines(RepositoryPaths.Reference("descriptors", file))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
}
