using GapCore.Text;

namespace GapCore.Descriptors.Soap;

/// <summary>Parameters of a <c>soap</c> descriptor (gap-math 3), conventions of the potential's version resolved. Lengths in A.</summary>
public sealed record SoapParameters
{
    /// <summary>Potentials older than this leave out the factor (2l+1)^{-1/2}.</summary>
    private const long NormFactorSince = 1423143769;

    /// <summary>Potentials older than this put every species at the centre.</summary>
    private const long CentreSpeciesSince = 1426512068;

    private const int MostRadial = 100;
    private const int MostAngular = 50;
    private const int MostChannels = 400;

    /// <summary>Every key of the descriptor, those that are refused included.</summary>
    public static IReadOnlyList<OptionKey> Keys { get; } =
    [
        .. DescriptorCutoff.Keys, new("l_max") { IsMandatory = true }, new("n_max") { IsMandatory = true },
        new("atom_sigma", "atom_gaussian_width") { IsMandatory = true }, new("cutoff_dexp"), new("cutoff_scale"), new("cutoff_rate"),
        new("central_weight"), new("central_reference_all_species"), new("average"), new("diagonal_radial"), new("covariance_sigma0"),
        new("normalise", "normalize"), new("basis_error_exponent"), new("n_Z"), new("Z"), new("n_species"), new("species_Z"),
        new("xml_version"), new("radial_basis"), new("nu_R"), new("nu_S"), new("Z_mix"), new("R_mix"), new("sym_mix"), new("K"),
        new("mix_shift"), new("coupling"), new("Z_map"),
    ];

    public required CutoffFunction Cutoff { get; init; }

    /// <summary>p of the radial scaling q(r).</summary>
    public required double CutoffExponent { get; init; }

    /// <summary>r0 of q(r).</summary>
    public required double CutoffScale { get; init; }

    /// <summary>c of q(r).</summary>
    public required double CutoffRate { get; init; }

    public required int NMax { get; init; }

    public required int LMax { get; init; }

    /// <summary>sigma of the atoms' Gaussians and of the radial basis.</summary>
    public required double AtomSigma { get; init; }

    public required double BasisErrorExponent { get; init; }

    public required double CentralWeight { get; init; }

    /// <summary>The centre's Gaussian is added to every species channel.</summary>
    public required bool CentralReferenceAllSpecies { get; init; }

    public required bool DiagonalRadial { get; init; }

    public required double CovarianceSigma0 { get; init; }

    public required bool Normalise { get; init; }

    /// <summary>P_l carries the factor (2l+1)^{-1/2}.</summary>
    public required bool AngularNormFactor { get; init; }

    /// <summary>Species of centres; a 0 accepts any.</summary>
    public required int[] CentreSpecies { get; init; }

    /// <summary>Species of neighbours, one channel each; a 0 accepts any.</summary>
    public required int[] NeighbourSpecies { get; init; }

    /// <summary>Species channels.</summary>
    public int ChannelCount => NeighbourSpecies.Length;

    /// <summary>Radial functions over all channels, N.</summary>
    public int RadialCount => ChannelCount * NMax;

    /// <summary>Reads a <c>soap</c> string; <paramref name="gapVersion"/> selects old conventions. Refuses what is not supported by name.</summary>
    public static SoapParameters Parse(DescriptorString text, long gapVersion)
    {
        RefuseUnsupported(text);
        if (text.Contains("xml_version"))
            gapVersion = (long)text.GetDouble("xml_version");
        int[] neighbours = Species(text, "species_Z", "n_species");
        bool allSpecies = text.GetBool("central_reference_all_species", neighbours.Length == 1);
        SoapParameters parameters = new()
        {
            Cutoff = DescriptorCutoff.Parse(text),
            CutoffExponent = text.GetDouble("cutoff_dexp", 0),
            CutoffScale = text.GetDouble("cutoff_scale", 1),
            CutoffRate = text.GetDouble("cutoff_rate", 1),
            NMax = Bounded(text, "n_max", 1, MostRadial),
            LMax = Bounded(text, "l_max", 0, MostAngular),
            AtomSigma = text.GetDouble("atom_sigma", "atom_gaussian_width"),
            BasisErrorExponent = text.GetDouble("basis_error_exponent", 10),
            CentralWeight = text.GetDouble("central_weight", 1),
            CentralReferenceAllSpecies = allSpecies || gapVersion < CentreSpeciesSince,
            DiagonalRadial = text.GetBool("diagonal_radial", false),
            CovarianceSigma0 = text.GetDouble("covariance_sigma0", 0),
            Normalise = text.GetBool("normalise", true, "normalize"),
            AngularNormFactor = gapVersion >= NormFactorSince,
            CentreSpecies = Species(text, "Z", "n_Z"),
            NeighbourSpecies = neighbours,
        };
        parameters.Check(text);
        return parameters;
    }

    /// <summary>q(r) fc(r) and its derivative: the factor f on every radial function.</summary>
    public double RadialFactor(double r, out double derivative)
    {
        double fc = Cutoff.Evaluate(r, out derivative);
        if (CutoffExponent == 0)
            return fc;
        double power = Math.Pow(r / CutoffScale, CutoffExponent);
        double q = CutoffRate > 0 ? CutoffRate / (CutoffRate + power) : 1 / power;
        double slope = CutoffRate > 0 ? -q * power / (CutoffRate + power) : -q;
        derivative = derivative * q + fc * slope * CutoffExponent / r;
        return fc * q;
    }

    private void Check(DescriptorString text)
    {
        if (!(AtomSigma > 0) || !double.IsFinite(AtomSigma))
            throw new GapException(GapErrorKind.Format, $"atom_sigma={AtomSigma}, expected a positive number (A) in '{text}'");
        if (!(BasisErrorExponent > 0) || !double.IsFinite(BasisErrorExponent))
            throw new GapException(GapErrorKind.Format, $"basis_error_exponent={BasisErrorExponent}, expected a positive number in '{text}'");
        if (CutoffExponent < 0 || CutoffRate < 0 || (CutoffExponent > 0 && !(CutoffScale > 0)))
            throw new GapException(GapErrorKind.Format, $"cutoff_dexp={CutoffExponent}, cutoff_rate={CutoffRate} and cutoff_scale="
                + $"{CutoffScale}, expected non-negative numbers and a positive scale in '{text}'");
        if (RadialCount > MostChannels)
            throw new GapException(GapErrorKind.Unsupported,
                $"n_max times n_species is {RadialCount}, expected at most {MostChannels} in '{text}'");
    }

    private static int Bounded(DescriptorString text, string key, int least, int most)
    {
        int value = text.GetInt(key);
        return value >= least && value <= most
            ? value
            : throw new GapException(GapErrorKind.Format, $"{key}={value}, expected {least} to {most} in '{text}'");
    }

    private static int[] Species(DescriptorString text, string key, string countKey)
    {
        int count = text.GetInt(countKey, 1);
        int[] species = text.GetIntList(key) ?? (count == 1 ? [0]
            : throw new GapException(GapErrorKind.Format, $"{countKey}={count} without {key}, expected a list of atomic numbers in '{text}'"));
        if (species.Length != count)
            throw new GapException(GapErrorKind.Format, $"{key} has {species.Length} entries, expected {countKey}={count} in '{text}'");
        foreach (int z in species)
            if (z < 0 || z > Atoms.Elements.MaxAtomicNumber)
                throw new GapException(GapErrorKind.Format, $"{key} contains {z}, expected atomic numbers (0: any) in '{text}'");
        return species;
    }

    private static void RefuseUnsupported(DescriptorString text)
    {
        if (text.GetBool("average", false))
            throw new GapException(GapErrorKind.Unsupported, $"soap key average=T is not supported, expected average=F in '{text}'");
        if (text.TryGet("radial_basis", out string? basis) && basis.Trim() is not ("" or "EQUISPACED_GAUSS"))
            throw new GapException(GapErrorKind.Unsupported,
                $"soap radial_basis={basis} is not supported, expected EQUISPACED_GAUSS in '{text}'");
        foreach (string key in (string[])["nu_R", "nu_S"])
            if (text.GetInt(key, 2) != 2)
                throw new GapException(GapErrorKind.Unsupported, $"soap key {key}={text.GetInt(key)} is not supported, expected 2 in '{text}'");
        foreach (string key in (string[])["Z_mix", "R_mix", "sym_mix", "coupling"])
            if (text.Contains(key) && text.GetBool(key, false) != (key == "coupling"))
                throw new GapException(GapErrorKind.Unsupported, $"soap compression key {key} is not supported in '{text}'");
        foreach (string key in (string[])["K", "mix_shift", "Z_map"])
            if (text.TryGet(key, out string? value) && value.Trim() is not ("" or "0"))
                throw new GapException(GapErrorKind.Unsupported, $"soap compression key {key}={value} is not supported in '{text}'");
    }
}
