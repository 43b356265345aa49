namespace GapFit.Search;

/// <summary>How a search is carried out; nothing here changes its results beyond rounding.</summary>
public sealed record SearchRunSettings
{
    /// <summary>Folder of the results; what is there already is not done again.</summary>
    public required string Folder { get; init; }

    /// <summary>Fits at the same time; 0 takes one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Most memory that fits in progress should use together, bytes.</summary>
    public long MaxMemory { get; init; } = 2L << 30;

    /// <summary>This process's share of the fits, from 1 to <see cref="Parts"/>.</summary>
    public int Part { get; init; } = 1;

    /// <summary>How many processes share the folder, each with a part of its own.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>How long to wait at the end of a stage for the results of other parts.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the time of an evaluation is measured.</summary>
    public bool MeasuresCost { get; init; } = true;
}
