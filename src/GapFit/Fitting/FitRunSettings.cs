using GapFit.Caching;

namespace GapFit.Fitting;

/// <summary>How a fit is carried out; nothing here changes the potential beyond rounding.</summary>
public sealed record FitRunSettings
{
    /// <summary>Worker threads of this process; 0 takes one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Most memory that this process may use, bytes; null: as much as the default block sizes take.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>Keeps descriptor vectors from one fit of a search to the next; null: every fit computes them.</summary>
    public DescriptorCache? Cache { get; init; }

    /// <summary>Folder that keeps the state of a fit under way; null: no checkpoints.</summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>Time between checkpoints of a worker; zero saves after every block.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Whether to go on from the checkpoint that a fit of the same problem left.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether to store the posterior variance model beside the potential.</summary>
    public bool WithVariance { get; init; }
}
