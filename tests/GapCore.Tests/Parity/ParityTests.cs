using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapCore.IO.QuipXml;
using GapCore.Potentials;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Parity;

/// <summary>The evaluator gives the reference program's numbers (17 digits) for every shipped potential and structure.</summary>
public sealed class ParityTests
{
    private const double EnergyPerAtom = 1e-9;
    private const double Force = 1e-7;
    private const double Virial = 1e-6;
    private const double LocalEnergy = 1e-8;

    /// <summary>folder, potential, input structures, reference output.</summary>
    public static TheoryData<string, string, string, string> Outputs => new()
    {
        { "na", "gap_n5_m200.xml", "na55_1.xyz", "out.gap_n5_m200.na55_1.xyz" },
        { "na", "gap_n5_m200.xml", "na147_1.xyz", "out.gap_n5_m200.na147_1.xyz" },
        { "na", "gap_n5_m200.xml", "na_bcc54.xyz", "out.gap_n5_m200.na_bcc54.xyz" },
        { "na-dft", "na.xml", "test.xyz", "out.na.test.xyz" },
        { "mg-dft", "mg.xml", "test.xyz", "out.mg.test.xyz" },
        { "si", "gap_si.xml", "si_test.xyz", "out.gap_si.si_test.xyz" },
        { "si-core", "gap_core.xml", "si_test.xyz", "out.gap_core.si_test.xyz" },
        { "sic", "gap_sic.xml", "sic_all.xyz", "out.gap_sic.sic_all.xyz" },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_frame_equals_the_reference(string folder, string potential, string input, string output)
    {
        GapPotential gap = GapPotential.Load(RepositoryPaths.Reference(folder, potential));
        Structure[] inputs = [.. ExtendedXyzReader.Read(RepositoryPaths.Reference(folder, input)).Select(frame => frame.Structure)];
        ReferenceOutput[] outputs = [.. ReferenceOutput.Read(RepositoryPaths.Reference(folder, output))];
        Assert.Equal(inputs.Length, outputs.Length);
        for (int frame = 0; frame < outputs.Length; frame++)
        {
            RequireParity(outputs[frame], Evaluated.Of(gap, outputs[frame].Structure), gap.Definition.Core is null, $"frame {frame}");

            // The reference program made free clusters periodic in a wide box: their own periodicity must give the same.
            Evaluated own = Evaluated.Of(gap, inputs[frame]);
            RequireParity(outputs[frame], own, gap.Definition.Core is null, $"frame {frame} as the input has it");
        }
    }

    /// <summary>The slow reference that the conformance tests measure with is itself measured here.</summary>
    [Theory]
    [InlineData("na", "gap_n5_m200.xml", "out.gap_n5_m200.na55_1.xyz")]
    [InlineData("na-dft", "na.xml", "out.na.test.xyz")]
    [InlineData("mg-dft", "mg.xml", "out.mg.test.xyz")]
    [InlineData("si", "gap_si.xml", "out.gap_si.si_test.xyz")]
    [InlineData("si-core", "gap_core.xml", "out.gap_core.si_test.xyz")]
    [InlineData("sic", "gap_sic.xml", "out.gap_sic.sic_all.xyz")]
    public void Slow_reference_equals_the_reference_program(string folder, string potential, string output)
    {
        ReferencePotential reference = new(QuipXmlReader.Read(RepositoryPaths.Reference(folder, potential)));
        foreach (ReferenceOutput frame in ReferenceOutput.Read(RepositoryPaths.Reference(folder, output)).Take(3))
        {
            double[] local = reference.LocalEnergies(frame.Structure);
            Close.Equal(frame.LocalEnergies, local, LocalEnergy, "local energy");
            Close.Equal(frame.Energy, local.Sum(), EnergyPerAtom * frame.Structure.Count, "energy");
        }
    }

    private static void RequireParity(ReferenceOutput expected, Evaluated actual, bool localVirials, string frame)
    {
        Close.Equal(expected.Energy, actual.Energy, EnergyPerAtom * expected.Structure.Count, $"{frame}: energy");
        Close.Equal(expected.Forces, actual.Forces, Force, $"{frame}: force");
        Close.Equal(expected.Virial, actual.Virial, Virial, $"{frame}: virial");
        Close.Equal(expected.LocalEnergies, actual.LocalEnergies, LocalEnergy, $"{frame}: local energy");
        if (localVirials)
            Close.Equal(expected.LocalVirials, actual.LocalVirials, Virial, $"{frame}: local virial");
    }
}
