namespace GapFit.Options;

/// <summary>
/// Assumed errors of the data: <paramref name="Energy"/> (eV; per square root of an atom where sigma_per_atom holds),
/// <paramref name="Force"/> (eV/A), <paramref name="Virial"/> (eV, likewise per square root of an atom). Zero: not to be used.
/// <paramref name="Hessian"/> only says whether hessians would be data: they cannot be fitted.
/// </summary>
public readonly record struct Regularisation(double Energy, double Force, double Virial, double Hessian = 0)
{
    /// <summary>default_local_property_sigma where nothing is said: local properties in a file are data, though they cannot be fitted.</summary>
    public const double DefaultLocalProperty = 0.001;
}
