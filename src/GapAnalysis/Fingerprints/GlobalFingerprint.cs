using GapAnalysis.Numerics;
using GapCore;
using GapCore.Atoms;
using GapCore.Numerics;

namespace GapAnalysis.Fingerprints;

/// <summary>
/// Fingerprint of a whole cluster: the eigenvalues of its <see cref="OverlapMatrix"/>. Translation, rotation, inversion and renumbering of
/// atoms leave it as it is. Immutable.
/// </summary>
public sealed class GlobalFingerprint
{
    private readonly double[] _values;

    private GlobalFingerprint(double[] values, Orbitals orbitals)
    {
        _values = values;
        Orbitals = orbitals;
    }

    /// <summary>Eigenvalues, descending: N with s orbitals, 4N with s and p; their sum is their number.</summary>
    public ReadOnlySpan<double> Values => _values;

    public Orbitals Orbitals { get; }

    /// <summary>N.</summary>
    public int AtomCount => _values.Length / Orbitals.PerAtom();

    /// <summary>Fingerprint of a free cluster.</summary>
    /// <param name="structure">Atoms without periodic directions.</param>
    /// <param name="orbitals">Orbitals of an atom.</param>
    /// <param name="radii">Covalent radii; null: <see cref="CovalentRadii.Published"/>.</param>
    /// <exception cref="GapException">Unsupported: periodic, or too many atoms. Species: an element without radius.</exception>
    public static GlobalFingerprint Of(Structure structure, Orbitals orbitals = Orbitals.SP, CovalentRadii? radii = null)
    {
        FreeCluster.Require(structure);
        return Of(structure.Numbers, structure.Positions, orbitals, radii);
    }

    /// <summary>The same from arrays.</summary>
    /// <param name="numbers">Atomic numbers, N.</param>
    /// <param name="positions">x y z per atom, A; 3N.</param>
    /// <param name="orbitals">Orbitals of an atom.</param>
    /// <param name="radii">As above.</param>
    public static GlobalFingerprint Of(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Orbitals orbitals = Orbitals.SP, CovalentRadii? radii = null)
    {
        double[] matrix = OverlapMatrix.Of(numbers, positions, orbitals, radii ?? CovalentRadii.Published);
        return new GlobalFingerprint(SymmetricEigenvalues.Descending(matrix, orbitals.PerAtom() * numbers.Length), orbitals);
    }

    /// <summary>|V - V'|/sqrt(N).</summary>
    /// <exception cref="GapException">Argument: another number of atoms, or other orbitals.</exception>
    public double DistanceTo(GlobalFingerprint other)
    {
        if (other.Orbitals != Orbitals || other.AtomCount != AtomCount)
            throw new GapException(GapErrorKind.Argument,
                $"distance to a fingerprint of {other.AtomCount} atoms with {other.Orbitals} orbitals, expected {AtomCount} with {Orbitals}");
        return AtomCount == 0 ? 0 : Math.Sqrt(VectorProduct.SquaredDistance(_values, other._values) / AtomCount);
    }
}
