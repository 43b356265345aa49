using System.Diagnostics;
using GapCli.Streams;
using Spectre.Console;

namespace GapCli.Evaluation;

/// <summary>How far a run over many frames has come: a bar on a terminal, otherwise a plain line every few seconds.</summary>
internal sealed class FrameProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ProgressTask? _bar;
    private readonly TextWriter _error;
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

    private FrameProgress(TextWriter error, ProgressTask? bar)
    {
        _error = error;
        _bar = bar;
    }

    /// <summary>Runs <paramref name="work"/> under a progress display on standard error.</summary>
    internal static void During(Terminal terminal, bool resultsOnScreen, Action<FrameProgress> work)
    {
        if (!terminal.ShowsProgress || resultsOnScreen)
        {
            work(new FrameProgress(terminal.Error, null));
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        console.Progress().AutoClear(true).Start(context => work(new FrameProgress(terminal.Error, context.AddTask("frames"))));
    }

    internal void Report(int frames, double? fraction)
    {
        if (_bar is not null)
        {
            _bar.Description = $"{frames} frames";
            _bar.IsIndeterminate = fraction is null;
            _bar.Value = 100.0 * fraction ?? 0.0;
        }
        else if (_sinceLast.Elapsed >= Interval)
        {
            _error.WriteLine(fraction is { } part ? $"gapsharp: {frames} frames, {100.0 * part:f0} %" : $"gapsharp: {frames} frames");
            _sinceLast.Restart();
        }
    }
}
