using System.Runtime.InteropServices;
using GapCore;

namespace GapCli.Programs;

/// <summary>A program that this process can become: its file, its arguments and variables for its environment.</summary>
internal sealed partial record OtherProgram(string File, params string[] Arguments)
{
    private const int SigPipe = 13;

    private const nint Default = 0;

    /// <summary>Set besides those that this process has.</summary>
    internal (string Name, string Value)[] Variables { get; init; } = [];

    /// <summary>Replaces this program by the other one; process, streams and terminal stay, signals and the exit code are the other's own.</summary>
    /// <exception cref="GapException">Io: the system cannot run it. Otherwise there is no return.</exception>
    internal void Become()
    {
        foreach ((string name, string value) in Variables)
            SetVariable(name, value, 1);
        // The runtime ignores it, and the other program would inherit that.
        nint handler = SetSignal(SigPipe, Default);
        Execute(File, [File, .. Arguments, null]);
        string reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        SetSignal(SigPipe, handler);
        throw new GapException(GapErrorKind.Io, $"{File} cannot be run: {reason}");
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string file, string?[] arguments);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetSignal(int signal, nint handler);
}
