namespace GapAnalysis.Thermodynamics;

/// <summary>A point of the curve; errors are standard deviations of the bootstrap, null without one.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Energy">Mean potential energy, eV.</param>
/// <param name="EnergyError">eV.</param>
/// <param name="HeatCapacity">C_V with its kinetic part, eV/K.</param>
/// <param name="HeatCapacityError">eV/K.</param>
public readonly record struct HeatCapacityPoint(
    double Temperature, double Energy, double? EnergyError, double HeatCapacity, double? HeatCapacityError);
