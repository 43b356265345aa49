using GapCore.IO.ExtendedXyz;
using GapFit.Options;

namespace GapFit.Validation;

/// <summary>How a potential is compared with data. Immutable.</summary>
public sealed record ValidationOptions
{
    /// <summary>
    /// Names of the data: energy, forces, virial, config_type. Where the forces are called "force" or "forces", the other name is taken
    /// if the one asked for is absent; likewise a stress where there is no virial (W = -stress V).
    /// </summary>
    public DataKeys Keys { get; init; } = new() { Force = "forces" };

    /// <summary>Threads, each with frames of its own; 0 takes one per processor. The results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Which frames are compared; null: all. Isolated atoms among the others still give the data's isolated-atom energies.</summary>
    public Func<ExtendedXyzFrame, bool>? Subset { get; init; }

    /// <summary>Whether the report keeps the forces of every frame, for plots.</summary>
    public bool KeepForces { get; init; }
}
