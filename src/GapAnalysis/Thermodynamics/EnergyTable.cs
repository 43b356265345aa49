using GapCore;
using GapCore.Text;

namespace GapAnalysis.Thermodynamics;

/// <summary>Reads a table with a line of column names: rows of the same temperature are a series, in their order.</summary>
internal static class EnergyTable
{
    /// <summary>More distinct temperatures are an instantaneous, kinetic temperature, not that of a bath.</summary>
    private const int MostTemperatures = 1000;

    internal static IReadOnlyList<EnergySeries> Read(
        TextReader reader, string header, int number, string source, EnergyColumns columns, double? temperature)
    {
        string[] names = EnergyColumns.Words(header.TrimStart('#', ' '));
        int energy = columns.Place(names, columns.Energy);
        int bath = columns.Place(names, columns.Temperature);
        if (bath < 0 && temperature is null)
            throw new GapException(GapErrorKind.Format,
                $"{Shown.Place(source, number)} has no column {Shown.Quoted(columns.Temperature)}, expected one, or the temperature of the file given");
        var series = new Dictionary<double, List<double>>();
        string? line;
        while ((line = reader.ReadLine()) is not null)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            string[] cells = EnergyColumns.Words(line);
            if (cells.Length != names.Length)
                throw new GapException(GapErrorKind.Format,
                    $"{Shown.Place(source, number)} has {cells.Length} cells, expected {names.Length} as in the first line");
            double value = Number(cells[energy], columns.Energy, source, number);
            double kelvin = temperature ?? Number(cells[bath], columns.Temperature, source, number);
            if (!series.TryGetValue(kelvin, out List<double>? energies))
            {
                if (series.Count == MostTemperatures)
                    throw new GapException(GapErrorKind.Format,
                        $"{Shown.Place(source, number)} has more than {MostTemperatures} distinct temperatures, expected those of a bath");
                series.Add(kelvin, energies = []);
            }

            energies.Add(value);
        }

        if (series.Count == 0)
            throw new GapException(GapErrorKind.Format, $"{source} has no rows, expected energies below the names of the columns");
        return [.. series.Select(pair => new EnergySeries(pair.Key, [.. pair.Value], source))];
    }

    private static double Number(string cell, string name, string source, int line) => FortranNumber.TryFinite(cell, out double value)
        ? value
        : throw new GapException(GapErrorKind.Format,
            $"{Shown.Place(source, line)} has {name} {Shown.Quoted(cell)}, expected a finite number");
}
