using System.Diagnostics;

namespace GapFit.Fitting;

/// <summary>Times the phases of a fit.</summary>
internal sealed class PhaseClock(IFitProgress progress)
{
    private readonly List<PhaseReport> _phases = [];

    internal IReadOnlyList<PhaseReport> Phases => _phases;

    /// <summary>Runs a phase of some steps; it returns its floating point operations, 0 where they are not counted.</summary>
    internal void Run(string name, long steps, Func<double> phase)
    {
        progress.Begin(name, steps);
        long began = Stopwatch.GetTimestamp();
        double processor = ProcessUse.ProcessorSeconds;
        double operations = phase();
        _phases.Add(new PhaseReport(
            name, Stopwatch.GetElapsedTime(began).TotalSeconds, ProcessUse.ProcessorSeconds - processor, operations));
    }
}
