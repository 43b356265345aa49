using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;

namespace GapSharp.Benchmarks.Rows;

/// <summary>Rows of the end-to-end table that need no door: the core in this process. Each in a process of its own.</summary>
internal static class InProcess
{
    /// <summary>Smallest times over at least two evaluations and the given seconds, after warming up.</summary>
    /// <param name="model">Potential file.</param>
    /// <param name="path">Structure file; the first frame counts.</param>
    /// <param name="threads">Worker threads.</param>
    /// <param name="seconds">To spend on each of the two kinds of evaluation.</param>
    /// <param name="memoryOnly">Evaluate twice and tell the peak memory.</param>
    internal static string Row(string model, string path, int threads, double seconds, bool memoryOnly)
    {
        GapPotential potential = GapPotential.Load(model);
        Structure structure = ExtendedXyzReader.Read(path).First().Structure;
        using GapEvaluator evaluator = new(potential, threads);
        EvaluationResult result = new();
        (double Wall, double Processor) all = default, energy = default;
        if (memoryOnly)
        {
            for (int i = 0; i < 2; i++)
                evaluator.Evaluate(structure, Properties.Energy | Properties.Forces, result);
        }
        else
        {
            all = Smallest(() => evaluator.Evaluate(structure, Properties.Energy | Properties.Forces, result), seconds);
            energy = Smallest(() => evaluator.Evaluate(structure, Properties.Energy, result), seconds);
        }

        CoordinateDefinition largest = potential.Definition.Coordinates.MaxBy(c => (long)c.SparseCount * c.Dimensions)!;
        return JsonSerializer.Serialize(new
        {
            atoms = structure.Count,
            sparse = largest.SparseCount,
            dimensions = largest.Dimensions,
            full_ms = all.Wall / structure.Count,
            full_cpu_ms = all.Processor / structure.Count,
            energy_ms = energy.Wall / structure.Count,
            energy_cpu_ms = energy.Processor / structure.Count,
            peak_mb = PeakMegabytes(),
            energy = result.Energy,
        });
    }

    /// <summary>Seconds of the first load of a process, just-in-time compilation included, and of the second.</summary>
    internal static string Load(string model)
    {
        double[] times = new double[2];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            GC.KeepAlive(GapPotential.Load(model));
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return JsonSerializer.Serialize(new { cold_s = times[0], warm_s = times[1], peak_mb = PeakMegabytes() });
    }

    /// <summary>Milliseconds by the clock and of processor time; on a busy machine the latter is what an idle one would take on one thread.</summary>
    private static (double Wall, double Processor) Smallest(Action action, double seconds)
    {
        long begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < 1 || (i < 40 && Stopwatch.GetElapsedTime(begun).TotalSeconds < 0.5); i++)
            action();
        double wall = double.PositiveInfinity, processor = double.PositiveInfinity;
        begun = Stopwatch.GetTimestamp();
        for (int i = 0; i < 2 || Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds; i++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            action();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        return (wall, processor);
    }

    /// <summary>VmHWM: the most memory this process has had resident, 1e6 bytes.</summary>
    private static double PeakMegabytes() =>
        File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024e-6)
            .FirstOrDefault();
}
