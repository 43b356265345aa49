using GapCore;
using GapServer.Models;

namespace GapServer.Hosting;

/// <summary>How much the server tells, on standard error.</summary>
public enum LogStyle
{
    Text,
    Json,
    Quiet,
}

/// <summary>Everything that can be set about a force server.</summary>
public sealed record ForceServerOptions
{
    /// <summary>Potentials to load.</summary>
    public IReadOnlyList<ModelSource> Models { get; init; } = [];

    /// <summary>TCP addresses; may be empty when there is a Unix socket.</summary>
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [ListenAddress.Default];

    /// <summary>Path of a Unix socket to listen on, or null.</summary>
    public string? UnixSocket { get; init; }

    /// <summary>Threads that work on one evaluation (1..256).</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether kernels may be compressed, within <see cref="GapCore.Potentials.GapPotential.CompressionBound"/>.</summary>
    public bool Compression { get; init; } = true;

    /// <summary>Evaluations at a time; null: processors / <see cref="Threads"/>, at least 1.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Evaluations that may wait for a turn; more are refused.</summary>
    public int MaxQueue { get; init; } = 1000;

    /// <summary>Largest structure.</summary>
    public int MaxAtoms { get; init; } = 100_000;

    /// <summary>Largest request message; null: about twice what <see cref="MaxAtoms"/> need.</summary>
    public int? MaxMessageBytes { get; init; }

    /// <summary>Bearer token that calls must carry, or null.</summary>
    public string? Token { get; init; }

    /// <summary>Allows a non-loopback address without a token.</summary>
    public bool Insecure { get; init; }

    public LogStyle Log { get; init; } = LogStyle.Text;

    /// <summary>Twice, so that a structure somewhat too large is refused for its atoms, not for its bytes.</summary>
    internal int MessageBytes => MaxMessageBytes ?? (int)Math.Min(int.MaxValue, (1 << 20) + 64L * MaxAtoms);

    internal int Concurrency => MaxConcurrency ?? Math.Max(1, Environment.ProcessorCount / Threads);

    /// <summary>Checks what can be checked without a file or a socket.</summary>
    /// <exception cref="GapException">A value is out of range, or values contradict each other.</exception>
    public void Validate()
    {
        Require(Threads, 1, 256, "threads");
        Require(Concurrency, 1, 4096, "max-concurrency");
        Require(MaxQueue, 0, int.MaxValue, "max-queue");
        Require(MaxAtoms, 1, int.MaxValue / (9 * sizeof(double)), "max-atoms");
        Require(MessageBytes, 1024, int.MaxValue, "max-message-bytes");
        if (Listen.Count == 0 && UnixSocket is null)
            throw new GapException(GapErrorKind.Argument, "no address to listen on, expected --listen or --unix");
        if (Token is { Length: 0 })
            throw new GapException(GapErrorKind.Argument, "token is empty, expected at least one character");
        if (Token is null && !Insecure && Listen.FirstOrDefault(address => !address.IsLoopback) is { } open)
            throw new GapException(GapErrorKind.Argument,
                $"listen address {open} can be reached from other machines and there is no token, "
                + "expected --token (or --insecure to serve everybody)");
    }

    private static void Require(int value, int least, int most, string name)
    {
        if (value < least || value > most)
            throw new GapException(GapErrorKind.Argument, $"{name} is {value}, expected {least} to {most}");
    }
}
