using GapAnalysis.Thermodynamics;
using GapCore.Numerics;

namespace GapAnalysis.Tests.Thermodynamics;

/// <summary>Series whose statistics are known exactly; k_B is 1.</summary>
internal static class Synthetic
{
    /// <summary>
    /// Harmonic oscillators: V = sum of squares of <paramref name="modes"/> coordinates / 2, each a Gaussian of variance T that remembers
    /// <paramref name="memory"/> of itself at every step; the energy's autocorrelation is memory^(2t), its variance modes T^2/2.
    /// </summary>
    internal static EnergySeries Oscillators(double temperature, int modes, int count, long seed, double memory = 0)
    {
        var random = new SeededRandom(seed);
        double[] coordinates = [.. Enumerable.Range(0, modes).Select(_ => Normal(random))];
        var energies = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int mode = 0; mode < modes; mode++)
            {
                coordinates[mode] = memory * coordinates[mode] + Math.Sqrt(1 - memory * memory) * Normal(random);
                energies[i] += temperature * coordinates[mode] * coordinates[mode] / 2;
            }
        }

        return new EnergySeries(temperature, energies, $"oscillators at {temperature}");
    }

    /// <summary>Independent samples of two levels, 0 and <paramref name="gap"/>, the upper one <paramref name="degeneracy"/> times as many.</summary>
    internal static EnergySeries TwoLevels(double temperature, double gap, double degeneracy, int count, long seed)
    {
        var random = new SeededRandom(seed);
        double upper = Upper(temperature, gap, degeneracy);
        return new EnergySeries(
            temperature, [.. Enumerable.Range(0, count).Select(_ => random.Next() < upper ? gap : 0)], $"two levels at {temperature}");
    }

    /// <summary>
    /// Two levels as in <see cref="TwoLevels"/>, with the energy of oscillators on top: solid and liquid. The level is drawn anew once in
    /// <paramref name="dwell"/> samples on average, so that a short run sees few transitions or none.
    /// </summary>
    internal static EnergySeries Melting(double temperature, double gap, double degeneracy, int modes, int count, double dwell, long seed)
    {
        var random = new SeededRandom(seed);
        double upper = Upper(temperature, gap, degeneracy);
        double[] energies = [.. Oscillators(temperature, modes, count, seed + 1_000_000).Energies];
        bool liquid = random.Next() < upper;
        for (int i = 0; i < count; i++)
        {
            if (random.Next() < 1 / dwell)
                liquid = random.Next() < upper;
            energies[i] += liquid ? gap : 0;
        }

        return new EnergySeries(temperature, energies, $"melting at {temperature}");
    }

    /// <summary>Probability of the upper level.</summary>
    internal static double Upper(double temperature, double gap, double degeneracy) =>
        1 / (1 + Math.Exp(gap / temperature) / degeneracy);

    internal static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.Next())) * Math.Cos(2 * Math.PI * random.Next());
}
