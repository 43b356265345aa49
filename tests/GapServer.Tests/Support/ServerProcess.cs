using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GapServer.Tests.Support;

/// <summary>The server as its own process, driven by its command line.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
        Errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>All of standard error, once the process has ended.</summary>
    internal Task<string> Errors { get; }

    internal int ExitCode => _process.ExitCode;

    internal StreamReader Output => _process.StandardOutput;

    internal static ServerProcess Start(params string[] arguments) => Start([], arguments);

    internal static ServerProcess Start(Dictionary<string, string> environment, params string[] arguments)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, "gapsharp-server.dll"), .. arguments];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("GAPSHARP_TOKEN");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the line that says where the server listens.</summary>
    internal async Task<string> AddressAsync()
    {
        const string prefix = "gapsharp-server listening on ";
        string? line = await Output.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        if (line is null)
            Assert.Fail("no line; standard error: " + await Errors);
        Assert.StartsWith(prefix, line, StringComparison.Ordinal);
        return line[prefix.Length..];
    }

    internal void Terminate() => Assert.Equal(0, Kill(_process.Id, 15));

    /// <summary>Waits for the end, and tells how long that took.</summary>
    internal async Task<TimeSpan> EndAsync(int seconds = 60)
    {
        long begin = Stopwatch.GetTimestamp();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(seconds));
        return Stopwatch.GetElapsedTime(begin);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
