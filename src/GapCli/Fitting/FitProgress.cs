using System.Diagnostics;
using GapCli.Streams;
using GapFit.Fitting;
using Spectre.Console;

namespace GapCli.Fitting;

/// <summary>How a fit goes on: a bar per phase on a terminal, otherwise a plain line per phase and every few seconds. Thread-safe.</summary>
internal sealed class FitProgress : IFitProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TextWriter _error;
    private readonly ProgressContext? _display;
    private readonly Lock _lock = new();
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private ProgressTask? _bar;
    private string _phase = "";
    private long _done;
    private long _steps;

    private FitProgress(TextWriter error, ProgressContext? display)
    {
        _error = error;
        _display = display;
    }

    /// <summary>Runs <paramref name="work"/> under a display on standard error.</summary>
    internal static void During(Terminal terminal, Action<IFitProgress> work)
    {
        if (!terminal.ShowsProgress)
        {
            work(new FitProgress(terminal.Error, null));
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .Start(context => work(new FitProgress(terminal.Error, context)));
    }

    public void Begin(string phase, long steps)
    {
        lock (_lock)
        {
            (_phase, _steps, _done) = (phase, steps, 0);
            if (_bar is not null)
                (_bar.IsIndeterminate, _bar.Value) = (false, _bar.MaxValue);
            _bar = _display?.AddTask(Markup.Escape(phase), maxValue: Math.Max(1, steps));
            if (_bar is not null)
                _bar.IsIndeterminate = steps == 0;
            else
                _error.WriteLine($"gapsharp: {phase}");
        }
    }

    public void Advance(long steps)
    {
        lock (_lock)
        {
            _done += steps;
            if (_bar is not null)
            {
                _bar.Increment(steps);
                return;
            }

            if (_sinceLast.Elapsed < Interval)
                return;
            _error.WriteLine(_steps > 0 ? $"gapsharp: {_phase}: {_done} of {_steps}" : $"gapsharp: {_phase}: {_done}");
            _sinceLast.Restart();
        }
    }

    public void Note(string text)
    {
        lock (_lock)
            _error.WriteLine($"gapsharp: note: {text}");
    }
}
