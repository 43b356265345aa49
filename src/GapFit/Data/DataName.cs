namespace GapFit.Data;

/// <summary>Under which name data were found.</summary>
/// <param name="Quantity">What they are, for example <see cref="Forces"/>.</param>
/// <param name="Asked">The name that was asked for.</param>
/// <param name="Found">The name that the file has.</param>
/// <param name="Configurations">How many configurations have it.</param>
public sealed record DataName(string Quantity, string Asked, string Found, int Configurations)
{
    public const string Energies = "energies";
    public const string Forces = "forces";
    public const string Virials = "virials";

    /// <summary>Not fitted.</summary>
    public const string Hessians = "hessians";

    /// <summary>Not fitted.</summary>
    public const string LocalProperties = "local properties";

    /// <summary>Whether the data become rows of the fit.</summary>
    public bool IsFitted => Quantity is Energies or Forces or Virials;
}
