namespace GapFit.Options;

/// <summary>What the data are called in the training file; <c>parameter_name_prefix</c> is in front of the names of data (energy to local_property) already.</summary>
public sealed record DataKeys
{
    public string Energy { get; init; } = "energy";

    public string Force { get; init; } = "force";

    public string Virial { get; init; } = "virial";

    public string Stress { get; init; } = "stress";

    public string Hessian { get; init; } = "hessian";

    public string LocalProperty { get; init; } = "local_property";

    public string ConfigType { get; init; } = "config_type";

    public string Sigma { get; init; } = "sigma";

    public string ForceMask { get; init; } = "force_mask";

    /// <summary>Prefix that config_type, sigma and force_mask may carry too.</summary>
    public string Prefix { get; init; } = "";
}
