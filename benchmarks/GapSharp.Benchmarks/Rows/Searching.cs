using System.Text.Json;
using GapCore.Potentials;
using GapFit.Caching;
using GapFit.Data;
using GapFit.Fitting;
using GapFit.Options;

namespace GapSharp.Benchmarks.Rows;

/// <summary>A small search for hyperparameters in process, one thread: what a cache of descriptors saves of its processor time.</summary>
internal static class Searching
{
    private const long Room = 2L << 30;

    /// <summary>Fits for two energy scales and two exponents of the dot product kernels; nothing is written.</summary>
    /// <param name="kind">none, memory or folder.</param>
    /// <param name="folder">The folder of that cache; emptied first.</param>
    /// <param name="words">gap_fit's command line.</param>
    internal static string Row(string kind, string folder, string[] words)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        DescriptorCache? cache = kind switch
        {
            "memory" => DescriptorCache.InMemory(Room),
            "folder" => DescriptorCache.InFolder(folder, Room),
            _ => null,
        };
        var settings = new FitRunSettings { Threads = 1, Cache = cache };
        FitOptions options = FitOptionsParser.Parse(words);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        List<FitReport> fits = [];
        foreach (double scale in new[] { 1.0, 2.0 })
        {
            foreach (double zeta in new[] { 2.0, 4.0 })
            {
                FitOptions tried = options with { Seed = 42, Gap = [.. options.Gap.Select(entry => Changed(entry, scale, zeta))] };
                TrainingSet data = TrainingSet.Read(tried, SilentProgress.Instance);
                fits.Add(new GapFitter(tried, data, settings, SilentProgress.Instance).Fit().Report);
            }
        }

        return JsonSerializer.Serialize(new
        {
            cache = kind,
            fits = fits.Count,
            choice_s = fits.Sum(fit => fit.Phases.First(phase => phase.Name == "sparse points").ProcessorSeconds),
            all_s = (Environment.CpuUsage.TotalTime - before).TotalSeconds,
            residuals = fits.Select(fit => fit.WeightedResidual),
            cache_mb = kind == "folder" ? Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) * 1e-6 : (double?)null,
        });
    }

    private static CoordinateOptions Changed(CoordinateOptions entry, double scale, double zeta) =>
        entry.Kernel == KernelKind.DotProduct ? entry with { EnergyScale = scale * entry.EnergyScale, Zeta = zeta } : entry;
}
