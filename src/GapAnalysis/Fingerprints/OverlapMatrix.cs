using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Fingerprints;

/// <summary>
/// Overlaps of normalised Gaussian orbitals with exponents a = 1/(2 r^2), r the covalent radius (Sadeghi et al. 2013,
/// doi:10.1063/1.4828704; Zhu et al. 2016, doi:10.1063/1.4940026). Numbers without unit: they do not change when positions and radii are
/// given in another unit of length. With d = r_i - r_j, q = a_i a_j/(a_i + a_j):
/// <code>
/// S = [2 sqrt(a_i a_j)/(a_i + a_j)]^(3/2) exp(-q d^2)
/// s_i, s_j:      S
/// s_i, p_j,c:    2 sqrt(a_j) a_i/(a_i + a_j) d_c S
/// p_i,c, s_j:   -2 sqrt(a_i) a_j/(a_i + a_j) d_c S
/// p_i,c, p_j,e:  2 sqrt(a_i a_j)/(a_i + a_j) (delta_ce - 2 q d_c d_e) S
/// </code>
/// </summary>
public static class OverlapMatrix
{
    /// <summary>Most orbitals: the matrix then takes 800 MB.</summary>
    public const int MaxOrbitals = 10_000;

    /// <summary>The symmetric matrix of all orbitals: for each atom s, or s p_x p_y p_z.</summary>
    /// <param name="numbers">Atomic numbers, N.</param>
    /// <param name="positions">x y z per atom, A; 3N.</param>
    /// <param name="orbitals">Orbitals of an atom.</param>
    /// <param name="radii">Covalent radii.</param>
    /// <returns>N x N or 4N x 4N numbers by rows, 1 on the diagonal.</returns>
    /// <exception cref="GapException">Species: an element without radius. Unsupported: too many atoms.</exception>
    public static double[] Of(ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Orbitals orbitals, CovalentRadii radii)
    {
        Structure.Validate(numbers, positions);
        int perAtom = orbitals.PerAtom();
        int size = perAtom * numbers.Length;
        if (numbers.Length > MaxOrbitals / perAtom)
            throw new GapException(GapErrorKind.Unsupported,
                $"a fingerprint of {numbers.Length} atoms, expected at most {MaxOrbitals / perAtom} ({MaxOrbitals} orbitals)");
        var exponents = new double[numbers.Length];
        for (int atom = 0; atom < exponents.Length; atom++)
            exponents[atom] = 0.5 / (radii[numbers[atom]] * radii[numbers[atom]]);

        var matrix = new double[size * size];
        Span<double> block = stackalloc double[perAtom * perAtom];
        for (int i = 0; i < exponents.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Overlap(exponents[i], exponents[j], positions.Slice(3 * i, 3), positions.Slice(3 * j, 3), block);
                for (int row = 0; row < perAtom; row++)
                    for (int column = 0; column < perAtom; column++)
                    {
                        double overlap = block[row * perAtom + column];
                        matrix[(perAtom * i + row) * size + perAtom * j + column] = overlap;
                        matrix[(perAtom * j + column) * size + perAtom * i + row] = overlap;
                    }
            }
        }

        return matrix;
    }

    /// <summary>The overlaps of one atom's orbitals (rows) with another's: 1 or 16 numbers.</summary>
    private static void Overlap(double ai, double aj, ReadOnlySpan<double> ri, ReadOnlySpan<double> rj, Span<double> block)
    {
        Span<double> d = [ri[0] - rj[0], ri[1] - rj[1], ri[2] - rj[2]];
        double sum = ai + aj;
        double q = ai * aj / sum;
        double mean = 2 * Math.Sqrt(ai * aj) / sum;
        double s = mean * Math.Sqrt(mean) * Math.Exp(-q * (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]));
        block[0] = s;
        if (block.Length == 1)
            return;
        for (int c = 0; c < 3; c++)
        {
            block[1 + c] = 2 * Math.Sqrt(aj) * ai / sum * d[c] * s;
            block[4 * (1 + c)] = -2 * Math.Sqrt(ai) * aj / sum * d[c] * s;
            for (int e = 0; e < 3; e++)
                block[4 * (1 + c) + 1 + e] = mean * ((c == e ? 1 : 0) - 2 * q * d[c] * d[e]) * s;
        }
    }
}
