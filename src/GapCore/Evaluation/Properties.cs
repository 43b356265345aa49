namespace GapCore.Evaluation;

/// <summary>What an evaluation should compute; the numbers are the flag bits of the C ABI.</summary>
[Flags]
public enum Properties
{
    None = 0,
    Energy = 1,
    LocalEnergies = 2,
    Forces = 4,
    Virial = 8,

    /// <summary>Per-atom virial, half of each pair to either atom (LAMMPS vatom); C ABI only.</summary>
    LocalVirialsHalved = 16,

    /// <summary>Per-atom virial, the whole of each pair (i, j) to j (QUIP local_virial, LAMMPS cvatom).</summary>
    LocalVirials = 32,

    /// <summary>Predicted variance of the local energies (gap-math 6).</summary>
    Variances = 64,

    /// <summary>Posterior variance of the local energies, which knows the data and their noise (docs/variance.md).</summary>
    PosteriorVariances = 128,
}
