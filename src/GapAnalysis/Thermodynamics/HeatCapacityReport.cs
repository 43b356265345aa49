namespace GapAnalysis.Thermodynamics;

/// <summary>A heat capacity and what it rests on.</summary>
/// <param name="Options">What was asked.</param>
/// <param name="Series">Every series, what was cut off it and its correlation, in the order given.</param>
/// <param name="Overlaps">Of each temperature with the next.</param>
/// <param name="States">Density of states behind the curve.</param>
/// <param name="MbarStates">That of MBAR, where it was asked for beside the histogram.</param>
/// <param name="Curve">In ascending order of temperature.</param>
/// <param name="Peak">Null where the maximum is at an end of the curve.</param>
/// <param name="MbarPeak">The same from MBAR, without errors.</param>
public sealed record HeatCapacityReport(
    HeatCapacityOptions Options, IReadOnlyList<EquilibratedSeries> Series, IReadOnlyList<Overlap> Overlaps, DensityOfStates States,
    DensityOfStates? MbarStates, IReadOnlyList<HeatCapacityPoint> Curve, HeatCapacityPeak? Peak, HeatCapacityPeak? MbarPeak)
{
    /// <summary>Largest difference between the methods in ln Z_k/Z_0; null where only one was asked for.</summary>
    public double? LogPartitionDifference => MbarStates is null
        ? null
        : States.LogPartition.Zip(MbarStates.LogPartition, (one, other) => Math.Abs(one - other)).Max();
}
