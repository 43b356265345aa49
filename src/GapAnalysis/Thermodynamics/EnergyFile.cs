using GapCore;

namespace GapAnalysis.Thermodynamics;

/// <summary>Reads energies from a LAMMPS log (tables, several lines a step, YAML) or a plain table.</summary>
public static class EnergyFile
{
    /// <summary>
    /// Reads a whole text. It is a log if a line names its columns the way LAMMPS does, and a plain table if its first line names the
    /// columns of <paramref name="columns"/>.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="columns">Names in a plain table.</param>
    /// <param name="temperature">Of all of it; null: what the text says.</param>
    /// <returns>A series for each run of a log; for each temperature of a table.</returns>
    /// <exception cref="GapException">Format: no energies or malformed ones; Unsupported: a log without one temperature.</exception>
    public static IReadOnlyList<EnergySeries> Read(TextReader reader, string source, EnergyColumns columns, double? temperature = null)
    {
        string? line;
        for (int number = 1; (line = reader.ReadLine()) is not null; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            return columns.AreIn(line)
                ? EnergyTable.Read(reader, line, number, source, columns, temperature)
                : new LammpsLog(source, temperature).Read(reader, line, number);
        }

        throw new GapException(GapErrorKind.Format, $"{source} is empty, expected a LAMMPS log or a table of energies");
    }
}
