using GapAnalysis.Thermodynamics;
using static System.FormattableString;

namespace GapCli.Thermodynamics;

/// <summary>What <c>gapsharp heat-capacity --csv</c> writes: a line for each temperature; errors are empty without a bootstrap.</summary>
internal static class HeatCapacityCsv
{
    internal static void Write(TextWriter writer, HeatCapacityReport report)
    {
        writer.WriteLine("temperature,energy,energy_error,heat_capacity,heat_capacity_error,heat_capacity_over_c0,heat_capacity_over_c0_error");
        foreach (HeatCapacityPoint point in report.Curve)
            writer.WriteLine(Invariant($"{point.Temperature},{point.Energy},{point.EnergyError},{point.HeatCapacity},{point.HeatCapacityError},")
                + Invariant($"{point.HeatCapacity / report.Options.Unit},{point.HeatCapacityError / report.Options.Unit}"));
    }
}
