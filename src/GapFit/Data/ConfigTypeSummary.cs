namespace GapFit.Data;

/// <summary>What the configurations of one config_type hold: their number, atoms, and rows of the fit by kind.</summary>
public sealed record ConfigTypeSummary
{
    public required string ConfigType { get; init; }

    public required int Configurations { get; init; }

    public required long Atoms { get; init; }

    public required long Energies { get; init; }

    public required long ForceComponents { get; init; }

    public required long VirialComponents { get; init; }

    /// <summary>Force components that force_mask excludes.</summary>
    public required long MaskedForceComponents { get; init; }

    /// <summary>Energies and components together.</summary>
    public long Rows => Energies + ForceComponents + VirialComponents;

    internal static ConfigTypeSummary Of(string configType, IReadOnlyCollection<FitFrame> frames)
    {
        long forces = frames.Sum(frame => (long)(frame.GradientSigma?.Count(sigma => sigma > 0) ?? 0));
        return new ConfigTypeSummary
        {
            ConfigType = configType,
            Configurations = frames.Count,
            Atoms = frames.Sum(frame => (long)frame.Structure.Count),
            Energies = frames.Count(frame => frame.Energy is not null),
            ForceComponents = forces,
            VirialComponents = frames.Sum(frame => (long)(frame.StrainGradient?.Length ?? 0)),
            MaskedForceComponents = frames.Sum(frame => (long)(frame.GradientSigma?.Length ?? 0)) - forces,
        };
    }
}
