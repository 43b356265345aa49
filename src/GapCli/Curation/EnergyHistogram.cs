using static System.FormattableString;

namespace GapCli.Curation;

/// <summary>Histograms of energies per atom side by side: of the pool and of what was chosen, each on a scale of its own.</summary>
internal static class EnergyHistogram
{
    private const int Bins = 16, LongestBar = 30;

    /// <summary>A line for each bin between the lowest and the highest energy of the pool (eV/atom); nothing for no energies.</summary>
    internal static void Write(TextWriter writer, double[] pool, double[] chosen)
    {
        if (pool.Length == 0)
            return;
        double low = pool.Min(), width = (pool.Max() - low) / Bins;
        int[] before = Counts(pool, low, width), after = Counts(chosen, low, width);
        writer.WriteLine(Invariant($"{"energy, eV/atom",22}   {"pool",-LongestBar - 8} chosen"));
        for (int bin = 0; bin < Bins; bin++)
        {
            string range = Invariant($"{low + bin * width,10:f4} .. {low + (bin + 1) * width,8:f4}");
            writer.WriteLine($"{range}   {Bar(before, bin),-LongestBar - 8} {Bar(after, bin)}".TrimEnd());
        }
    }

    private static int[] Counts(double[] energies, double low, double width)
    {
        var counts = new int[Bins];
        foreach (double energy in energies)
            counts[width > 0 ? Math.Min((int)((energy - low) / width), Bins - 1) : 0]++;
        return counts;
    }

    private static string Bar(int[] counts, int bin)
    {
        int longest = Math.Max(counts.Max(), 1);

        // At least one mark for what is there at all.
        int length = (int)Math.Ceiling((double)LongestBar * counts[bin] / longest);
        return Invariant($"{counts[bin],6} {new string('#', length)}");
    }
}
