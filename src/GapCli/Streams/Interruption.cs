using System.Runtime.InteropServices;

namespace GapCli.Streams;

/// <summary>
/// Ends the process on SIGINT or SIGTERM with exit code 1 and one line, after removing a partial output file. It does not wait for the
/// command, which may be blocked on its input.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly Terminal _terminal;
    private readonly string? _target;
    private readonly string? _partial;
    private readonly string? _checkpoint;
    private readonly string? _advice;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="terminal">Where to say it.</param>
    /// <param name="target">File that will not be written, or null.</param>
    /// <param name="partial">File to remove, which need not exist yet, or null.</param>
    /// <param name="checkpoint">Folder that may keep the state of the work, which --resume takes up, or null.</param>
    /// <param name="advice">How to go on where it is not by --resume, or null.</param>
    public Interruption(Terminal terminal, string? target, string? partial, string? checkpoint = null, string? advice = null)
    {
        _terminal = terminal;
        _target = target;
        _partial = partial;
        _checkpoint = checkpoint;
        _advice = advice;
        PosixSignal[] ends = [PosixSignal.SIGINT, PosixSignal.SIGTERM];
        _registrations = Array.ConvertAll(ends, signal => PosixSignalRegistration.Create(signal, End));
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        if (_partial is not null)
            File.Delete(_partial);
        if (_terminal.ShowsProgress)
            _terminal.Error.Write(ShowCursor);
        string consequence = _target is null ? "" : $", {_target} was not written";
        string advice = Directory.Exists(_checkpoint) ? $"; --resume goes on from {_checkpoint}" : _advice is null ? "" : $"; {_advice}";
        _terminal.Error.WriteLine($"gapsharp: error: interrupted by {context.Signal}{consequence}{advice}");
        Environment.Exit(CommandLine.Failure);
    }
}
