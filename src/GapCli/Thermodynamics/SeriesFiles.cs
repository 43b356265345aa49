using GapAnalysis.Thermodynamics;
using GapCli.Streams;
using GapCore;

namespace GapCli.Thermodynamics;

/// <summary>Energies of all files with what the command line says about them.</summary>
internal static class SeriesFiles
{
    /// <summary>Units of LAMMPS with the k_B that goes with them; <c>metal</c> needs none.</summary>
    private static readonly Dictionary<string, string> Constants = new()
    {
        ["lj"] = "1",
        ["real"] = "0.0019872067",
        ["electron"] = "3.1668116e-6",
        ["si"] = "1.380649e-23",
    };

    /// <summary>All series in the order of the files.</summary>
    /// <exception cref="GapException">Io, Format, Unsupported, Argument.</exception>
    internal static IReadOnlyList<EnergySeries> Read(string[] paths, Terminal terminal, EnergyColumns columns, double[]? temperatures)
    {
        if (temperatures is not null && temperatures.Length != paths.Length)
            throw new GapException(GapErrorKind.Argument,
                $"--temperatures has {temperatures.Length} numbers for {paths.Length} files, expected one for each file");
        List<EnergySeries> series = [];
        for (int file = 0; file < paths.Length; file++)
        {
            using InputText input = InputText.Open(paths[file], terminal, "a LAMMPS log or a table of energies");
            series.AddRange(EnergyFile.Read(input.Reader, input.Name, columns, temperatures?[file]));
        }

        return series;
    }

    /// <summary>The number of atoms: as asked, or as all logs say.</summary>
    /// <exception cref="GapException">Argument.</exception>
    internal static int Atoms(int? asked, IReadOnlyList<EnergySeries> series)
    {
        int[] found = [.. series.Select(one => one.Atoms).OfType<int>().Distinct()];
        return asked ?? (found.Length == 1 ? found[0] : throw new GapException(GapErrorKind.Argument, found.Length == 0
            ? "no file says how many atoms there are, expected --atoms N"
            : $"the files have {string.Join(", ", found)} atoms, expected the same number in all, or --atoms N"));
    }

    /// <summary>k_B in the units of the files: as asked, or eV/K.</summary>
    /// <exception cref="GapException">Argument: a log is in units that are not eV and K.</exception>
    internal static double Boltzmann(double? asked, IReadOnlyList<EnergySeries> series)
    {
        if (asked is null && series.FirstOrDefault(one => one.Units is not (null or "metal")) is { } other)
            throw new GapException(GapErrorKind.Argument, $"{other.Source} is in units {other.Units}, expected metal, or --boltzmann "
                + Constants.GetValueOrDefault(other.Units!, "with k_B in these units"));
        return asked ?? HeatCapacityOptions.ElectronvoltPerKelvin;
    }
}
