using GapCore.IO.QuipXml;
using GapCore.Potentials;
using Xunit.Abstractions;

namespace GapCore.Tests.IO.QuipXml;

/// <summary>Potentials as the fitting program wrote them.</summary>
public sealed class ReferencePotentialTests(ITestOutputHelper output)
{
    private const string Debian = "/usr/share/lammps/examples/PACKAGES/quip/gap_example.xml";

    [Theory]
    [InlineData("mg-dft/mg.xml", "1x20 253x600")]
    [InlineData("na-dft/na.xml", "1x20 253x600")]
    [InlineData("na/gap_n5_m200.xml", "1x20 3x85 547x200")]
    [InlineData("si/gap_si.xml", "1x20 3x100 325x200")]
    [InlineData("si-core/gap_core.xml", "1x15 148x60")]
    [InlineData("sic/gap_sic.xml", "1x10 1x10 1x10 3x20 3x20 3x20 3x20 3x20 3x20 181x50 181x50")]
    [InlineData("fit-si/gap_v3.xml", "1x10 3x20 51x30")]
    public void Reads_reference_potentials(string name, string sizes)
    {
        GapDefinition gap = QuipXmlReader.Read(RepositoryPaths.Reference(name.Split('/')));
        Assert.Equal(sizes, string.Join(' ', gap.Coordinates.Select(coordinate => $"{coordinate.Dimensions}x{coordinate.SparseCount}")));
        Assert.Equal(1686220958, gap.GapVersion);
        Assert.Equal(name.StartsWith("si-core", StringComparison.Ordinal), gap.Core is not null);
        foreach (CoordinateDefinition coordinate in gap.Coordinates)
        {
            Assert.Equal(coordinate.Dimensions * coordinate.SparseCount, coordinate.SparsePoints.Length);
            Assert.Equal(coordinate.SparseCount, coordinate.SparseCutoffs.Length);
            Assert.Equal(coordinate.Kernel == KernelKind.DotProduct ? 0 : coordinate.Dimensions, coordinate.LengthScales.Length);
            if (coordinate.Kernel != KernelKind.DotProduct)
                continue;
            for (int s = 0; s < coordinate.SparseCount; s++)
                Assert.Equal(1.0, coordinate.SparsePoints.Skip(s * coordinate.Dimensions).Take(coordinate.Dimensions).Sum(x => x * x), 12);
        }
    }

    [Fact]
    public void Every_reference_potential_is_covered() =>
        Assert.Equal(7, Directory.GetFiles(RepositoryPaths.ReferenceRoot, "*.xml", SearchOption.AllDirectories).Length);

    [Fact]
    public void Reads_the_potential_that_LAMMPS_ships()
    {
        if (!File.Exists(Debian))
        {
            output.WriteLine($"not run: {Debian} is not there (Debian package lammps-examples)");
            return;
        }

        GapDefinition gap = QuipXmlReader.Read(Debian);
        CoordinateDefinition soap = Assert.Single(gap.Coordinates);
        Assert.Equal((51, 500, KernelKind.DotProduct, 4.0), (soap.Dimensions, soap.SparseCount, soap.Kernel, soap.Zeta));
        Assert.Equal(-45344.06049825609079562, soap.Weights[499]);
        Assert.Equal(3.80375127657667164160e-02, soap.SparsePoints[0]);
        Assert.Equal(-160.84226687963743530, gap.IsolatedAtomEnergies[14]);
        Assert.Equal(0.0, gap.IsolatedAtomEnergies[118]);
        Assert.Equal(1423607965, gap.GapVersion);
        Assert.Equal([14, 8], gap.Core!.Types.Select(type => type.AtomicNumber));
        Assert.Equal((14, 12), (gap.Core.Types[0].Density.Knots.Length, gap.Core.Types[0].Embedding.Knots.Length));
        GluePairDefinition pair = Assert.Single(gap.Core.Pairs);
        Assert.Equal((0.0, 0.0, 11), (pair.Potential.StartSlope, pair.Potential.EndSlope, pair.Potential.Knots.Length));
    }
}
