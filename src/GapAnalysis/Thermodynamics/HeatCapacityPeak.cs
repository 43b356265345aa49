namespace GapAnalysis.Thermodynamics;

/// <summary>The highest point of the curve; errors as in <see cref="HeatCapacityPoint"/>.</summary>
/// <param name="Temperature">K: of melting, for a cluster.</param>
/// <param name="TemperatureError">K.</param>
/// <param name="HeatCapacity">eV/K.</param>
/// <param name="HeatCapacityError">eV/K.</param>
public sealed record HeatCapacityPeak(double Temperature, double? TemperatureError, double HeatCapacity, double? HeatCapacityError)
{
    /// <summary>
    /// Top of the parabola through the highest point and its neighbours; null where the highest point is the first or the last, so that there
    /// is no maximum within the curve.
    /// </summary>
    internal static (double Temperature, double HeatCapacity)? Of(double[] temperatures, double[] heatCapacities)
    {
        int top = Array.IndexOf(heatCapacities, heatCapacities.Max());
        if (top <= 0 || top == heatCapacities.Length - 1)
            return null;
        (double t, double c) = (temperatures[top], heatCapacities[top]);
        double left = (heatCapacities[top - 1] - c) / (temperatures[top - 1] - t);
        double right = (heatCapacities[top + 1] - c) / (temperatures[top + 1] - t);
        double curvature = (right - left) / (temperatures[top + 1] - temperatures[top - 1]);
        if (curvature >= 0)
            return (t, c);
        double slope = right - curvature * (temperatures[top + 1] - t);
        return (t - slope / (2 * curvature), c - slope * slope / (4 * curvature));
    }
}
