using System.Diagnostics;
using System.Globalization;

namespace GapFit.Fitting;

/// <summary>What this process has used so far.</summary>
internal static class ProcessUse
{
    /// <summary>Processor time of all threads, s.</summary>
    internal static double ProcessorSeconds
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Processor time of this thread, s; its wall time where the system does not tell.</summary>
    internal static double ThreadSeconds
    {
        get
        {
            const string statistics = "/proc/thread-self/schedstat";
            return File.Exists(statistics)
                && long.TryParse(File.ReadAllText(statistics).Split(' ')[0], CultureInfo.InvariantCulture, out long nanoseconds)
                    ? 1e-9 * nanoseconds
                    : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        }
    }

    /// <summary>Largest resident memory so far, bytes; 0 where the system does not tell.</summary>
    internal static long PeakMemory
    {
        get
        {
            const string status = "/proc/self/status", peak = "VmHWM:";
            if (!File.Exists(status))
                return 0;
            string? line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith(peak, StringComparison.Ordinal));
            return line is not null && long.TryParse(line[peak.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture, out long kilobytes)
                ? kilobytes * 1024
                : 0;
        }
    }
}
