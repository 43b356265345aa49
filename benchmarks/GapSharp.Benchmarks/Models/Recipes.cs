using GapCore.Potentials;

namespace GapSharp.Benchmarks.Models;

/// <summary>One coordinate to make: its descriptor, kernel and number of sparse points; ranges for points that are drawn evenly.</summary>
internal sealed record Recipe(
    string Descriptor, KernelKind Kernel, double EnergyScale, double[] LengthScales, int SparseCount, (double Low, double High)[] Ranges);

/// <summary>The hyperparameters of the sodium and silicon studies.</summary>
internal static class Recipes
{
    internal static Recipe[] Sodium(int count) =>
    [
        new("distance_2b cutoff=12.9 cutoff_transition_width=1.0 Z1=11 Z2=11", KernelKind.SquaredExponential, 0.001, [1], 20, [(2, 12.9)]),
        new("angle_3b cutoff=3.5 cutoff_transition_width=0.5 Z=11 Z1=11 Z2=11",
            KernelKind.SquaredExponential, 0.001, [1, 0.5, 1.5], 100, [(4.5, 7), (0, 1), (2.5, 7)]),
        new("soap l_max=6 n_max=12 cutoff=12.9 cutoff_transition_width=1.0 atom_sigma=0.6 n_species=1 Z=11 species_Z={11}",
            KernelKind.DotProduct, 0.2, [], count, []),
    ];

    internal static Recipe[] Silicon(int count) =>
    [
        new("distance_2b cutoff=5.0 cutoff_transition_width=1.0 Z1=14 Z2=14", KernelKind.SquaredExponential, 1, [1], 20, [(1.5, 5)]),
        new("angle_3b cutoff=3.7 cutoff_transition_width=0.5 Z=14 Z1=14 Z2=14",
            KernelKind.SquaredExponential, 0.1, [1.9, 2.7, 3], 100, [(4, 7.4), (0, 4), (2, 7.4)]),
        new("soap l_max=8 n_max=8 cutoff=5.0 cutoff_transition_width=1.0 atom_sigma=0.5 n_species=1 Z=14 species_Z={14}",
            KernelKind.DotProduct, 0.5, [], count, []),
    ];
}
