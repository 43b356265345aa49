using GapCore.Potentials;

namespace GapCore.Tests.Conformance;

/// <summary>Small potentials with random sparse points: one for every descriptor, kernel and key that the evaluator supports.</summary>
internal static class SyntheticModels
{
    private const string Soap = "soap l_max=3 n_max=3 cutoff=3.6 cutoff_transition_width=0.8 atom_sigma=0.5";
    private const string Soap1 = Soap + " n_species=1 Z=14 species_Z={14 }";
    private const string Soap2 = Soap + " n_species=2 species_Z={14 6 }";
    private const string LonelyCentre = Soap + " Z=0 species_Z={14} central_weight=0 normalise=F";
    private const string Pair = "distance_2b cutoff=4.1 cutoff_transition_width=0.9";
    private const string Triplet = "angle_3b cutoff=3.3 cutoff_transition_width=0.6";

    private static readonly (string Name, KernelKind Kind, double? Zeta)[] Kernels =
    [
        ("ard_se", KernelKind.SquaredExponential, null), ("dot_product zeta=3", KernelKind.DotProduct, 3),
        ("dot_product zeta=2.5", KernelKind.DotProduct, 2.5), ("pp", KernelKind.PiecewisePolynomial, null),
    ];

    private static readonly string[] SoapVariants =
    [
        Soap2 + " Z=6", Soap2 + " n_Z=2 Z={14 6 }", Soap2 + " Z=14 central_weight=0.6", Soap2 + " Z=6 central_reference_all_species=T",
        Soap2 + " Z=14 covariance_sigma0=0.3", Soap2 + " Z=14 normalise=F", Soap2 + " Z=14 diagonal_radial=T", Soap1 + " diagonal_radial",
        Soap1 + " cutoff_dexp=3 cutoff_scale=2.5 cutoff_rate=0.7", Soap1 + " cutoff_dexp=2 cutoff_scale=1.5 cutoff_rate=0",
        Soap1 + " basis_error_exponent=5", Soap + " species_Z=0 Z=0", Soap, Soap + " Z=0 species_Z={14}",
        Soap + " Z=0 species_Z={14} central_reference_all_species=F normalise=F", Soap1 + " l_max=0", Soap1 + " n_max=1",
        Soap1 + " central_weight=0 normalise=F", Soap2 + " Z=14 central_weight=0.4 normalise=F covariance_sigma0=0.2 diagonal_radial=T",
    ];

    private static readonly string[] PairVariants =
    [
        Pair + " Z1=14 Z2=14", Pair + " Z1=14 Z2=6", Pair + " Z1=0 Z2=6", Pair + " n_exponents=3",
        Pair + " n_exponents=3 exponents={-1 -3 2}",
        Pair + " exponents={-2}", Pair + " tail_exponent=2 tail_range=0.8", Pair + " Z1=6 Z2=14 tail_exponent=1 n_exponents=2",
    ];

    private static readonly string[] TripletVariants =
    [
        Triplet + " Z=14 Z1=14 Z2=6", Triplet + " Z=6 Z1=14 Z2=14", Triplet + " Z=14 Z1=14 Z2=14", Triplet + " Z=0 Z1=0 Z2=6",
        Triplet + " Z_center=6 Z1=6 Z2=0",
    ];

    public static IEnumerable<(string Name, Func<ConformanceModel> Create)> All()
    {
        foreach (string descriptor in new[] { Soap1, Soap2 + " Z=14", Pair, Triplet })
            foreach ((string name, KernelKind kind, double? zeta) in Kernels)
                yield return Single($"{descriptor} {name}", new SyntheticTerm(descriptor, kind, zeta));
        yield return Single($"{LonelyCentre} ard_se", new SyntheticTerm(LonelyCentre, KernelKind.SquaredExponential, null));
        foreach (string descriptor in SoapVariants)
            yield return Single(descriptor, new SyntheticTerm(descriptor, KernelKind.DotProduct, 2));
        foreach (string descriptor in PairVariants.Concat(TripletVariants))
            yield return Single(descriptor, new SyntheticTerm(descriptor, KernelKind.SquaredExponential, null));
        foreach (long version in new[] { 0L, 1425000000L })
            yield return Single($"{Soap2} Z=6 gap_version={version}", new SyntheticTerm(Soap2 + " Z=6", KernelKind.DotProduct, 2), version);
        foreach (bool spline in new[] { true, false })
        {
            SyntheticTerm pair = new(Pair, KernelKind.SquaredExponential, null);
            yield return Model($"glue density spline={spline}", [pair], SyntheticGlue.Create(spline));
        }

        yield return Model("everything", Everything(), SyntheticGlue.Create(true), scale: 1.3);
    }

    private static SyntheticTerm[] Everything() =>
    [
        new(Pair + " Z1=14 Z2=6", KernelKind.SquaredExponential, null), new(Pair + " Z1=6 Z2=6", KernelKind.PiecewisePolynomial, null),
        new(Triplet + " Z=14 Z1=6 Z2=6", KernelKind.SquaredExponential, null), new(Soap2 + " Z=14", KernelKind.DotProduct, 4),
        new(Soap2 + " Z=6 cutoff=3.1", KernelKind.DotProduct, 2),
    ];

    private static (string Name, Func<ConformanceModel> Create) Single(string name, SyntheticTerm term, long version = 1686220958) =>
        Model(name, [term], null, version);

    private static (string Name, Func<ConformanceModel> Create) Model(
        string name, SyntheticTerm[] terms, GlueDefinition? core, long version = 1686220958, double scale = 1) => (name, () =>
    {
        double[] isolated = new double[119];
        (isolated[6], isolated[14]) = (-1.25, -3.5);
        GapDefinition definition = new()
        {
            Label = "SYNTHETIC",
            GapVersion = version,
            IsolatedAtomEnergies = isolated,
            Coordinates = [.. terms.Select((term, index) => term.Create($"SYNTHETIC{index + 1}", version, seed: 17 + index))],
            Core = core,
            EnergyScale = scale,
        };
        return new ConformanceModel(name, definition, Species(definition), 2.1);
    }
    );

    /// <summary>Both elements wherever the potential accepts them.</summary>
    private static int[] Species(GapDefinition definition) =>
        GapPotential.FromDefinition(definition).Species is { Count: > 0 } named ? [.. named.OrderDescending()] : [14, 6];
}
