using GapCore.Atoms;

namespace GapFit.Data;

/// <summary>
/// One configuration as the linear system sees it: targets after isolated-atom energies and core potential are subtracted, and the noise of
/// every row (gap-math 7.2, 7.4). A row exists where its sigma is positive.
/// </summary>
public sealed record FitFrame
{
    /// <summary>The config_type of a configuration that names none.</summary>
    public const string DefaultConfigType = "default";

    public required Structure Structure { get; init; }

    /// <summary>The frame's config_type; <see cref="DefaultConfigType"/> where it has none.</summary>
    public string ConfigType { get; init; } = DefaultConfigType;

    /// <summary>y_E = E - E_core - sum_i e0(Z_i), eV; null when the frame has no energy.</summary>
    public double? Energy { get; init; }

    /// <summary>Noise of the energy row, eV.</summary>
    public double EnergySigma { get; init; }

    /// <summary>dE/dr = -(F - F_core), 3N in atom order, eV/A; null when the frame has no forces.</summary>
    public double[]? Gradient { get; init; }

    /// <summary>Noise of the force rows, 3N, eV/A; 0 where a component is masked out.</summary>
    public double[]? GradientSigma { get; init; }

    /// <summary>-(W - W_core), eV, six numbers in the order xx, yx, yy, zx, zy, zz; null when the frame has no virial.</summary>
    public double[]? StrainGradient { get; init; }

    /// <summary>Noise of the virial rows, six numbers, eV.</summary>
    public double[]? StrainSigma { get; init; }

    /// <summary>File and line of the frame, for messages.</summary>
    public string Place { get; init; } = "frame";
}
