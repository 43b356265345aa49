using GapCore;
using GapCore.Atoms;
using GapCore.Evaluation;

namespace GapAnalysis.Identity;

/// <summary>
/// Keeps the lowest of every group of the same minima. In ascending order of energy a minimum joins the lowest kept one that it is the same
/// as, and is kept where there is none; only energies within the window are compared. Same input, same result, whatever the threads.
/// </summary>
public static class Deduplicator
{
    /// <summary>Finds for each minimum the kept one that stands for it.</summary>
    /// <param name="minima">Free clusters.</param>
    /// <param name="energies">eV, one for each.</param>
    /// <param name="identity">When two are the same.</param>
    /// <param name="threads">Worker threads, 1 or more.</param>
    /// <returns>One index for each minimum: its own where it is kept.</returns>
    /// <exception cref="GapException">Argument: numbers that do not fit or make no sense. As <see cref="ClusterIdentity.Describe"/>.</exception>
    public static int[] Representatives(
        IReadOnlyList<Structure> minima, IReadOnlyList<double> energies, ClusterIdentity identity, int threads = 1)
    {
        identity.Require();
        Require(minima, energies, threads);
        int[] order = [.. Enumerable.Range(0, minima.Count).OrderBy(i => energies[i]).ThenBy(i => i)];
        ClusterSignature?[] signatures = Describe(minima, energies, identity, order, threads);
        var representatives = new int[minima.Count];
        List<int> kept = [];
        int first = 0;
        foreach (int minimum in order)
        {
            while (first < kept.Count && !identity.AreClose(energies[kept[first]], energies[minimum]))
                first++;
            int same = kept.FindIndex(first, other => identity.AreSame(signatures[other]!, signatures[minimum]!));
            representatives[minimum] = same < 0 ? minimum : kept[same];
            if (same < 0)
                kept.Add(minimum);
        }

        return representatives;
    }

    /// <summary>Signatures of the minima that another one is close to in energy; the others need none.</summary>
    private static ClusterSignature?[] Describe(
        IReadOnlyList<Structure> minima, IReadOnlyList<double> energies, ClusterIdentity identity, int[] order, int threads)
    {
        bool Follows(int place) => place > 0 && place < order.Length && identity.AreClose(energies[order[place - 1]], energies[order[place]]);
        int[] asked = [.. Enumerable.Range(0, order.Length).Where(place => Follows(place) || Follows(place + 1)).Select(place => order[place])];
        var signatures = new ClusterSignature?[minima.Count];
        int next = 0;
        using var team = new WorkerTeam(Math.Clamp(threads, 1, Math.Max(1, asked.Length)));
        team.Run(_ =>
        {
            for (int i = Interlocked.Increment(ref next) - 1; i < asked.Length; i = Interlocked.Increment(ref next) - 1)
                signatures[asked[i]] = identity.Describe(minima[asked[i]]);
        });
        return signatures;
    }

    private static void Require(IReadOnlyList<Structure> minima, IReadOnlyList<double> energies, int threads)
    {
        if (energies.Count != minima.Count)
            throw Wrong($"{energies.Count} energies of {minima.Count} minima, expected one for each");
        for (int i = 0; i < energies.Count; i++)
            if (!double.IsFinite(energies[i]))
                throw Wrong($"energy of minimum {i} is {energies[i]}, expected a finite number (eV)");
        if (threads < 1)
            throw Wrong($"threads is {threads}, expected 1 or more");
    }

    private static GapException Wrong(string message) => new(GapErrorKind.Argument, message);
}
