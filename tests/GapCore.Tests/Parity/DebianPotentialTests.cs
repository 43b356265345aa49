using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapCore.Tests.Conformance;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Parity;

/// <summary>
/// The silicon potential of Debian's package lammps-examples: old conventions, a core with two elements, sparse points in a .dat file.
/// </summary>
public sealed class DebianPotentialTests
{
    private const string PotentialPath = "/usr/share/lammps/examples/PACKAGES/quip/gap_example.xml";

    /// <summary>eV, from QUIP, for the 8-atom diamond cell rattled by ASE (stdev 0.05 A, seed 1).</summary>
    private const double ExpectedEnergy = -1299.8494893043946;

    [PotentialFact]
    public void Rattled_silicon_has_the_reference_energy()
    {
        Structure structure = Rattled();
        Evaluated actual = Evaluated.Of(GapPotential.Load(PotentialPath), structure);
        Close.Equal(ExpectedEnergy, actual.Energy, 1e-9 * structure.Count, "energy");
    }

    [PotentialFact]
    public void Slow_reference_has_the_reference_energy()
    {
        Structure structure = Rattled();
        ReferencePotential reference = new(GapPotential.Load(PotentialPath).Definition);
        Close.Equal(ExpectedEnergy, reference.Energy(structure), 1e-9 * structure.Count, "energy");
    }

    private static Structure Rattled() => ExtendedXyzReader.Read(RepositoryPaths.Data("si8_rattled.xyz")).Single().Structure;

    /// <summary>Skipped, with the reason, where the distribution's potential is not installed.</summary>
    private sealed class PotentialFactAttribute : FactAttribute
    {
        public PotentialFactAttribute()
        {
            if (!File.Exists(PotentialPath))
                Skip = $"{PotentialPath} is not there: install the package lammps-examples";
        }
    }
}
