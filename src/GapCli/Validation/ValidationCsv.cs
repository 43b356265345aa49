using System.Globalization;
using GapFit.Validation;

namespace GapCli.Validation;

/// <summary>What <c>gapsharp validate --csv</c> writes: a line for each configuration; a number that there is not is empty.</summary>
internal static class ValidationCsv
{
    private static readonly (string Name, Func<FrameErrors, object?> Value)[] Columns =
    [
        ("frame", frame => frame.Frame),
        ("file", frame => frame.Source),
        ("line", frame => frame.Line),
        ("config_type", frame => frame.ConfigType),
        ("atoms", frame => frame.Atoms),
        ("reference_energy_eV", frame => frame.ReferenceEnergy),
        ("energy_eV", frame => frame.Energy),
        ("energy_error_eV_per_atom", frame => frame.EnergyErrorPerAtom),
        ("energy_error_percent", frame => frame.EnergyPercent),
        ("force_rmse_eV_per_A", frame => frame.Force?.Rmse),
        ("force_mae_eV_per_A", frame => frame.Force?.Mae),
        ("force_max_eV_per_A", frame => frame.Force?.Max),
        ("atom_force_error_max_eV_per_A", frame => frame.MaxForceError),
        ("force_error_percent", frame => frame.ForcePercent),
        ("virial_rmse_eV_per_atom", frame => frame.VirialPerAtom?.Rmse),
        ("reference_binding_energy_eV_per_atom", frame => frame.ReferenceBindingEnergy),
        ("binding_energy_eV_per_atom", frame => frame.BindingEnergy),
    ];

    internal static void Write(TextWriter writer, ValidationReport report)
    {
        writer.WriteLine(string.Join(',', Columns.Select(column => column.Name)));
        foreach (FrameErrors frame in report.Frames)
            writer.WriteLine(string.Join(',', Columns.Select(column => Cell(column.Value(frame)))));
    }

    private static string Cell(object? value)
    {
        string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
