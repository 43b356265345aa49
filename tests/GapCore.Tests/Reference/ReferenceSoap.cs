using System.Numerics;
using GapCore.Atoms;

namespace GapCore.Tests.Reference;

/// <summary>SOAP vectors by plain loops in complex spherical harmonics (gap-math section 3).</summary>
internal sealed class ReferenceSoap : IReferenceDescriptor
{
    private const long CentralReferenceVersion = 1426512068;
    private const long PrefactorVersion = 1423143769;

    private readonly int _nMax;
    private readonly int _lMax;
    private readonly double _width;
    private readonly double _centralWeight;
    private readonly double _sigma0;
    private readonly (double Exponent, double Scale, double Rate) _decay;
    private readonly bool _normalise;
    private readonly bool _diagonalRadial;
    private readonly bool _centralReferenceAllSpecies;
    private readonly bool _prefactor;
    private readonly int[] _centres;
    private readonly int[] _species;
    private readonly ReferenceRadialBasis _basis;

    public ReferenceSoap(Keys keys, long version)
    {
        _nMax = keys.Int("n_max", 0);
        _lMax = keys.Int("l_max", 0);
        Cutoff = keys.Real("cutoff", 0);
        _width = keys.Real("cutoff_transition_width", 0.5);
        _centralWeight = keys.Real("central_weight", 1);
        _sigma0 = keys.Real("covariance_sigma0", 0);
        _decay = (keys.Real("cutoff_dexp", 0), keys.Real("cutoff_scale", 1), keys.Real("cutoff_rate", 1));
        _normalise = keys.Flag("normalise", keys.Flag("normalize", true));
        _diagonalRadial = keys.Flag("diagonal_radial", false);
        _centralReferenceAllSpecies =
            keys.Flag("central_reference_all_species", keys.Int("n_species", 1) == 1) || version < CentralReferenceVersion;
        _prefactor = version >= PrefactorVersion;
        _centres = keys.Ints("Z", 0);
        _species = keys.Ints("species_Z", 0);
        double sigma = keys.Real("atom_sigma", keys.Real("atom_gaussian_width", 0));
        _basis = new ReferenceRadialBasis(_nMax, Cutoff, sigma, keys.Real("basis_error_exponent", 10));
    }

    public double Cutoff { get; }

    public IEnumerable<ReferenceInstance> Instances(Structure structure)
    {
        for (int centre = 0; centre < structure.Count; centre++)
            if (Array.Exists(_centres, z => ReferenceSpecies.Matches(structure.Numbers[centre], z)))
                yield return new ReferenceInstance([centre], Describe(structure, centre), 1.0);
    }

    private double[] Describe(Structure structure, int centre)
    {
        Complex[,,,] density = Density(structure, centre);
        List<double> vector = [];
        int channels = _species.Length * _nMax;
        for (int a = 0; a < channels; a++)
            for (int b = 0; b <= a; b++)
            {
                if (_diagonalRadial && a % _nMax != b % _nMax)
                    continue;
                for (int l = 0; l <= _lMax; l++)
                    vector.Add((a == b ? 1 : Math.Sqrt(2)) * Power(density, a, b, l));
            }

        double norm = _normalise ? Math.Sqrt(vector.Sum(value => value * value)) : 1;
        return [.. vector.Select(value => value / norm), _sigma0];
    }

    private double Power(Complex[,,,] density, int a, int b, int l)
    {
        Complex sum = 0;
        for (int m = -l; m <= l; m++)
            sum += Complex.Conjugate(density[a / _nMax, a % _nMax, l, m + l]) * density[b / _nMax, b % _nMax, l, m + l];
        return _prefactor ? sum.Real / Math.Sqrt(2 * l + 1) : sum.Real;
    }

    /// <summary>X^s_nlm, indices [s, n, l, m + l].</summary>
    private Complex[,,,] Density(Structure structure, int centre)
    {
        Complex[,,,] density = new Complex[_species.Length, _nMax, _lMax + 1, 2 * _lMax + 1];
        int z = structure.Numbers[centre];
        for (int s = 0; s < _species.Length; s++)
            if (_centralReferenceAllSpecies || ReferenceSpecies.Matches(z, _species[s]))
                for (int n = 0; n < _nMax; n++)
                    density[s, n, 0, 0] += _centralWeight * _basis.AtOrigin(n) / Math.Sqrt(4 * Math.PI);

        foreach (ReferenceNeighbour neighbour in ReferenceNeighbours.Of(structure, centre, Cutoff))
        {
            int s = Array.FindIndex(_species, key => ReferenceSpecies.Matches(structure.Numbers[neighbour.Atom], key));
            if (s >= 0)
                AddNeighbour(density, s, neighbour.Displacement);
        }

        return density;
    }

    private void AddNeighbour(Complex[,,,] density, int s, Vector displacement)
    {
        double r = displacement.Norm;
        double weight = ReferenceCutoff.Value(r, Cutoff, _width) * Decay(r);
        for (int l = 0; l <= _lMax; l++)
        {
            double[] radial = _basis.Expand(l, r);
            for (int m = -l; m <= l; m++)
            {
                Complex harmonic = weight * ReferenceHarmonics.Y(l, m, displacement);
                for (int n = 0; n < _nMax; n++)
                    density[s, n, l, m + l] += radial[n] * harmonic;
            }
        }
    }

    /// <summary>q(r) of gap-math 3.3.</summary>
    private double Decay(double r)
    {
        if (_decay.Exponent == 0)
            return 1;
        double ratio = Math.Pow(r / _decay.Scale, _decay.Exponent);
        return _decay.Rate == 0 ? 1 / ratio : _decay.Rate / (_decay.Rate + ratio);
    }
}
