namespace GapFit.Options;

/// <summary>
/// Assumed errors of the data: <paramref name="Energy"/> (eV; per square root of an atom where sigma_per_atom holds),
/// <paramref name="Force"/> (eV/A), <paramref name="Virial"/> (eV, likewise per square root of an atom). Zero: not to be used.
/// </summary>
public readonly record struct Regularisation(double Energy, double Force, double Virial);
