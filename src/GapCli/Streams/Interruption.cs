using System.Runtime.InteropServices;
using GapCore;

namespace GapCli.Streams;

/// <summary>
/// Turns the first SIGINT or SIGTERM into an error at the next check, so that partial files are removed; a second one ends the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private volatile string? _signal;

    public Interruption() =>
        _registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM)];

    /// <exception cref="GapException">A signal has come.</exception>
    public void Check(string done)
    {
        if (_signal is { } signal)
            throw new GapException(GapErrorKind.Io, $"interrupted by {signal} after {done}");
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = _signal is null;
        _signal = signal.ToString();
    });
}
