using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapSharp.Benchmarks.Structures;

namespace GapSharp.Benchmarks.Models;

/// <summary>The structures and models that the end-to-end table is made of.</summary>
internal static class Workload
{
    private const double SodiumLattice = 4.23;
    private const double SiliconLattice = 5.431;
    private const double ShellSpacing = 3.55;
    private const double Rattle = 0.1;

    internal static readonly int[] SparseCounts = [500, 2000, 6000];

    /// <summary>Writes NAME.xyz for every structure and sodium-mM.xml, silicon-mM.xml for every M. What is there already stays.</summary>
    internal static void Prepare(string folder, int[] sparseCounts)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, Func<Structure> make) in Structures())
        {
            string path = Path.Combine(folder, name + ".xyz");
            if (!File.Exists(path))
                ExtendedXyzWriter.WriteAtomically(path, [new ExtendedXyzFrame { Structure = make() }]);
        }

        foreach (int count in sparseCounts)
        {
            ModelWriter.Write(folder, "sodium", count, Recipes.Sodium(count), SodiumEnvironments());
            ModelWriter.Write(folder, "silicon", count, Recipes.Silicon(count), SiliconEnvironments());
        }
    }

    private static IEnumerable<(string Name, Func<Structure> Make)> Structures()
    {
        for (int shells = 1; shells <= 4; shells++)
        {
            int n = shells;
            int atoms = (10 * n * n * n + 15 * n * n + 11 * n + 3) / 3;
            yield return ($"na{atoms}", () => Icosahedron.Sodium(n, ShellSpacing, Rattle, 1));
        }

        foreach (int repeats in (int[])[6, 8, 10, 20])
            yield return ($"bcc{2 * repeats * repeats * repeats}", () => Crystals.Sodium(repeats, SodiumLattice, Rattle, 2));
        foreach (int repeats in (int[])[4, 5, 10])
            yield return ($"si{8 * repeats * repeats * repeats}", () => Crystals.Silicon(repeats, SiliconLattice, Rattle / 2, 3));
    }

    /// <summary>Clusters and crystals, denser and looser, hotter and colder, without end: what sparse points are sampled from.</summary>
    private static IEnumerable<Structure> SodiumEnvironments()
    {
        for (int seed = 100; ; seed++)
        {
            double strain = 0.94 + 0.01 * (seed % 13), rattle = 0.05 + 0.05 * (seed % 7);
            yield return Icosahedron.Sodium(2 + seed % 2, ShellSpacing * strain, rattle, seed);
            yield return Crystals.Sodium(3, SodiumLattice * strain, rattle, seed);
        }
    }

    private static IEnumerable<Structure> SiliconEnvironments()
    {
        for (int seed = 100; ; seed++)
            yield return Crystals.Silicon(2, SiliconLattice * (0.94 + 0.01 * (seed % 13)), 0.02 + 0.03 * (seed % 7), seed);
    }
}
