using GapCore;

namespace GapFit.Curation;

/// <summary>Chooses configurations for training, validation and tests. The choice depends on pool, options and seed only.</summary>
public static class Curator
{
    /// <summary>Applies the rules of <paramref name="options"/>.</summary>
    /// <param name="pool">Every configuration, in order.</param>
    /// <param name="options">The rules.</param>
    /// <param name="forceErrors">
    /// max_i |dF_i| (eV/A) of each of the configurations handed to it, null where the data hold no forces; called at most once, and only
    /// where <see cref="CurationOptions.ForceError"/> is there.
    /// </param>
    /// <exception cref="GapException">Argument: rules that make no sense. Format: a configuration without energy where energies are compared.</exception>
    public static CurationResult Curate(
        IReadOnlyList<PoolFrame> pool, CurationOptions options,
        Func<IReadOnlyList<PoolFrame>, IReadOnlyList<double?>>? forceErrors = null)
    {
        Require(options, forceErrors is not null);
        var random = new Random(options.Seed);
        IReadOnlyList<PoolFrame> distinct = options.EnergyWindow is { } window ? Duplicates.Remove(pool, window) : pool;
        List<ChosenFrame> chosen = [.. Choose(distinct, options, random).Select(frame => new ChosenFrame(frame))];
        if (options.ForceError is { } threshold)
            chosen.AddRange(Worst(distinct, chosen, forceErrors!, threshold, options.MostAdded));
        chosen.Sort((one, other) => one.Frame.Index.CompareTo(other.Frame.Index));
        if (options.Split.Count > 0)
            chosen = Division.Divide(chosen, options.Split, random);
        return new CurationResult(pool, distinct, chosen);
    }

    private static IEnumerable<PoolFrame> Choose(IReadOnlyList<PoolFrame> distinct, CurationOptions options, Random random)
    {
        if (options.Count is null && options.PerSize is null)
            return options.ForceError is null ? distinct : [];
        PoolFrame[][] sizes = [.. distinct.GroupBy(frame => frame.Atoms).OrderBy(size => size.Key).Select(size => size.ToArray())];
        int[] shares = Array.ConvertAll(sizes, size => Math.Min(size.Length, options.PerSize ?? int.MaxValue));
        if (options.Count is { } count)
            shares = Shares.Equal(shares, count);
        var chosen = new List<PoolFrame>();
        for (int i = 0; i < sizes.Length; i++)
        {
            if (options.UniformEnergy)
            {
                chosen.AddRange(EnergyGrid.Choose(sizes[i], shares[i]));
            }
            else
            {
                random.Shuffle(sizes[i]);
                chosen.AddRange(sizes[i].Take(shares[i]));
            }
        }

        return chosen;
    }

    private static IEnumerable<ChosenFrame> Worst(
        IReadOnlyList<PoolFrame> distinct, List<ChosenFrame> chosen, Func<IReadOnlyList<PoolFrame>, IReadOnlyList<double?>> forceErrors,
        double threshold, int? most)
    {
        HashSet<int> taken = [.. chosen.Select(frame => frame.Frame.Index)];
        PoolFrame[] others = [.. distinct.Where(frame => !taken.Contains(frame.Index))];
        if (others.Length == 0)
            return [];
        return others.Zip(forceErrors(others), (frame, error) => new ChosenFrame(frame, error))
            .Where(candidate => candidate.ForceError > threshold)
            .OrderByDescending(candidate => candidate.ForceError)
            .Take(most ?? int.MaxValue);
    }

    private static void Require(CurationOptions options, bool knowsForces)
    {
        if (options.EnergyWindow is { } window && !(window > 0 && double.IsFinite(window)))
            throw Wrong($"energy window is {window:g6} eV, expected a positive number");
        if (options.Count < 0 || options.PerSize < 0 || options.MostAdded < 0)
            throw Wrong("a number of configurations is negative, expected 0 or more");
        if (options.UniformEnergy && options.Count is null && options.PerSize is null)
            throw Wrong("uniform energies without a number of configurations, expected one in all or per size");
        if (options.ForceError is { } error && !(error >= 0 && double.IsFinite(error)))
            throw Wrong($"force error is {error:g6} eV/A, expected a number of at least 0");
        if (options.ForceError is not null && !knowsForces)
            throw Wrong("a force error without force errors of the pool, expected a potential that gives them");
    }

    private static GapException Wrong(string message) => new(GapErrorKind.Argument, message);
}
