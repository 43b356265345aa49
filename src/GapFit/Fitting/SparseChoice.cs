using GapCore.Potentials;
using GapFit.Caching;
using GapFit.Data;
using GapFit.Options;
using GapFit.Ranks;
using GapFit.Sparsification;

namespace GapFit.Fitting;

/// <summary>Length scales and sparse points of every coordinate; the definitions have weights of zero.</summary>
internal sealed class SparseChoice(TrainingSet data, FitRunSettings settings, int threads, long seed, IFitProgress progress)
{
    /// <summary>For methods that hold their candidates: as much as a large fit takes anyway.</summary>
    private const long DefaultPoolBytes = 1L << 30;

    /// <summary>Small training sets are described once, not in every scan.</summary>
    private const long OwnCacheBytes = 16L << 20;

    /// <summary>Most bytes of candidates that a method may hold.</summary>
    internal static long PoolBytes(long? maxMemory) => maxMemory / 2 ?? DefaultPoolBytes;

    internal List<CoordinateDefinition> Choose()
    {
        var chosen = new List<CoordinateDefinition>();
        foreach (CoordinateOptions coordinate in data.Coordinates)
        {
            chosen.Add(Choose(coordinate, CoordinateTerm.ForDescriptor(coordinate.Descriptor)));
            progress.Advance(1);
        }

        return chosen;
    }

    /// <summary>The same of one coordinate, whose term describes it.</summary>
    internal CoordinateDefinition Choose(CoordinateOptions coordinate, CoordinateTerm term)
    {
        string[] types = [.. data.Frames.Select(frame => frame.ConfigType)];
        IInstanceSource source = Cache(coordinate)?.Of(coordinate.Descriptor, term, data.Frames, threads)
            ?? new FrameInstanceSource(term, data.Frames, threads);
        double[] lengthScales = LengthScales.Of(coordinate, source);
        var context = new SelectionContext(seed, types, PoolBytes(settings.MaxMemory), lengthScales) { Threads = threads };
        return Definition(coordinate, lengthScales, SparseSelector.Select(coordinate, source, context, progress));
    }

    private DescriptorCache? Cache(CoordinateOptions coordinate)
    {
        long least = data.Frames.Sum(frame => (long)frame.Structure.Count) * coordinate.Dimensions * sizeof(double);
        return settings.Cache ?? (least <= OwnCacheBytes ? DescriptorCache.InMemory(OwnCacheBytes) : null);
    }

    /// <summary>Hands the first rank's choice to all ranks. Collective.</summary>
    internal static List<CoordinateDefinition> Share(
        IRankGroup ranks, IReadOnlyList<CoordinateOptions> options, IReadOnlyList<CoordinateDefinition> chosen)
    {
        var shared = new List<CoordinateDefinition>();
        for (int i = 0; i < options.Count; i++)
        {
            CoordinateDefinition? own = ranks.Rank == 0 ? chosen[i] : null;
            double[] lengthScales = Share(ranks, own?.LengthScales);
            double[] points = Share(ranks, own?.SparsePoints);
            double[] cutoffs = Share(ranks, own?.SparseCutoffs);
            shared.Add(own ?? Definition(options[i], lengthScales, new SparseSet(points, cutoffs, [])));
        }

        return shared;
    }

    private static double[] Share(IRankGroup ranks, double[]? numbers)
    {
        double[] length = [numbers?.Length ?? 0];
        ranks.Broadcast(length.AsSpan(), 0);
        numbers ??= new double[(int)length[0]];
        ranks.Broadcast(numbers.AsSpan(), 0);
        return numbers;
    }

    private static CoordinateDefinition Definition(CoordinateOptions coordinate, double[] lengthScales, SparseSet set) => new()
    {
        Label = coordinate.Place,
        Descriptor = coordinate.Descriptor,
        Kernel = coordinate.Kernel,
        EnergyScale = coordinate.EnergyScale,
        SignalMean = coordinate.SignalMean,
        Zeta = coordinate.Zeta,
        LengthScales = lengthScales,
        Dimensions = coordinate.Dimensions,
        SparsePoints = set.Points,
        Weights = new double[set.Count],
        SparseCutoffs = set.Cutoffs,
    };
}
