using GapAnalysis.Numerics;
using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Fingerprints;

/// <summary>
/// Fingerprints of the environments of all atoms (Zhu et al. 2016, doi:10.1063/1.4940026). The overlaps of atoms i and j in the
/// environment of atom k are multiplied by f(d_ik) f(d_jk), f(d) = (1 - d^2/(2 n w^2))^n with n = 2, and f = 0 beyond sqrt(2 n) w = 2w; the
/// eigenvalues of that matrix, descending, are the environment's. Immutable.
/// </summary>
public sealed class LocalFingerprint
{
    private readonly int[] _numbers;
    private readonly double[][] _environments;

    private LocalFingerprint(int[] numbers, double[][] environments, double width, Orbitals orbitals)
    {
        _numbers = numbers;
        _environments = environments;
        Width = width;
        Orbitals = orbitals;
    }

    /// <summary>w, A.</summary>
    public double Width { get; }

    public Orbitals Orbitals { get; }

    /// <summary>Eigenvalues of each atom's environment, descending; as many as its atoms (the centre included) have orbitals.</summary>
    public IReadOnlyList<double[]> Environments => _environments;

    /// <summary>Fingerprint of a free cluster.</summary>
    /// <param name="structure">Atoms without periodic directions.</param>
    /// <param name="width">w of the cutoff function, A: atoms count up to twice as far away.</param>
    /// <param name="orbitals">Orbitals of an atom.</param>
    /// <param name="radii">Covalent radii; null: <see cref="CovalentRadii.Published"/>.</param>
    /// <exception cref="GapException">Argument: w is not positive. Unsupported: periodic, too many atoms. Species: no radius.</exception>
    public static LocalFingerprint Of(Structure structure, double width, Orbitals orbitals = Orbitals.SP, CovalentRadii? radii = null)
    {
        if (!(width > 0 && double.IsFinite(width)))
            throw new GapException(GapErrorKind.Argument, $"width of the cutoff is {width:g6} A, expected a positive number");
        FreeCluster.Require(structure);
        double[] overlaps = OverlapMatrix.Of(structure.Numbers, structure.Positions, orbitals, radii ?? CovalentRadii.Published);
        var environments = new double[structure.Count][];
        for (int centre = 0; centre < environments.Length; centre++)
            environments[centre] = Environment(overlaps, structure, centre, width, orbitals.PerAtom());
        return new LocalFingerprint(structure.Numbers.ToArray(), environments, width, orbitals);
    }

    /// <summary>
    /// sqrt(min_P sum_k |V_k - V'_P(k)|^2 / N) over the matchings P of atoms of the same element; the shorter vector of a pair is padded
    /// with zeros.
    /// </summary>
    /// <exception cref="GapException">Argument: another composition, width or orbitals.</exception>
    public double DistanceTo(LocalFingerprint other)
    {
        if (other.Orbitals != Orbitals || other.Width != Width)
            throw new GapException(GapErrorKind.Argument,
                $"distance to a fingerprint with {other.Orbitals} orbitals and w = {other.Width:g6} A, expected {Orbitals} and {Width:g6} A");
        if (!_numbers.Order().SequenceEqual(other._numbers.Order()))
            throw new GapException(GapErrorKind.Argument, "distance to a fingerprint of other elements, expected the same numbers of each");
        double sum = 0;
        foreach (int number in _numbers.Distinct())
            sum += SmallestSum(EnvironmentsOf(number), other.EnvironmentsOf(number));
        return _numbers.Length == 0 ? 0 : Math.Sqrt(sum / _numbers.Length);
    }

    private double[][] EnvironmentsOf(int number) => [.. _environments.Where((_, atom) => _numbers[atom] == number)];

    private static double SmallestSum(double[][] these, double[][] others)
    {
        int size = these.Length;
        var costs = new double[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                costs[i * size + j] = SquaredDistance(these[i], others[j]);
        return Assignment.Solve(costs, size).Select((column, row) => costs[row * size + column]).Sum();
    }

    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            double difference = (i < a.Length ? a[i] : 0) - (i < b.Length ? b[i] : 0);
            sum += difference * difference;
        }

        return sum;
    }

    private static double[] Environment(double[] overlaps, Structure structure, int centre, double width, int perAtom)
    {
        List<(int Orbital, double Weight)> members = [];
        for (int atom = 0; atom < structure.Count; atom++)
        {
            double square = 0;
            for (int c = 0; c < 3; c++)
                square += Math.Pow(structure.Positions[3 * atom + c] - structure.Positions[3 * centre + c], 2);
            double root = 1 - square / (4 * width * width);
            if (root > 0)
                for (int orbital = 0; orbital < perAtom; orbital++)
                    members.Add((perAtom * atom + orbital, root * root));
        }

        int size = members.Count;
        int stride = perAtom * structure.Count;
        var matrix = new double[size * size];
        for (int row = 0; row < size; row++)
            for (int column = 0; column <= row; column++)
                matrix[row * size + column] = members[row].Weight * members[column].Weight
                    * overlaps[members[row].Orbital * stride + members[column].Orbital];
        return SymmetricEigenvalues.Descending(matrix, size);
    }
}
