using GapCore;
using GapCore.Text;

namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Reads a LAMMPS log, or the YAML blocks cut from one: a series for each run; minimisations, runs of fewer than two rows and runs whose
/// thermostat changes its temperature are left out. The temperature is the thermostat's (<c>fix nvt</c>, <c>langevin</c>, <c>temp/...</c>),
/// or the mean of the column Temp where the log names none or several.
/// </summary>
internal sealed class LammpsLog
{
    private const double Ramp = double.NaN;

    private readonly string _source;
    private readonly double? _temperature;
    private readonly List<EnergySeries> _series = [];
    private readonly ThermoRows _rows;
    private readonly Dictionary<string, double> _baths = [];
    private string? _units;
    private bool _norm;
    private bool _minimising;

    /// <param name="source">For messages.</param>
    /// <param name="temperature">Of every run; null: what the log says.</param>
    internal LammpsLog(string source, double? temperature)
    {
        _source = source;
        _temperature = temperature;
        _rows = new ThermoRows(source, () => EndRun(null));
    }

    /// <exception cref="GapException">Format, Unsupported.</exception>
    internal IReadOnlyList<EnergySeries> Read(TextReader reader, string first, int number)
    {
        for (string? line = first; line is not null; line = reader.ReadLine(), number++)
        {
            if (_rows.Take(line, number))
                continue;
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1)
                Notice(words, number);
        }

        EndRun(null);
        return _series.Count > 0 ? _series : throw new GapException(GapErrorKind.Format,
            $"{_source} has no run with at least two potential energies, expected a LAMMPS log with PotEng (or E_pair and E_mol), "
            + "or a table whose first line names its columns");
    }

    /// <summary>Lines between the rows: the input as LAMMPS repeats it, and its words at the end of a run.</summary>
    private void Notice(string[] words, int line)
    {
        switch (words[0])
        {
            case "Loop" when words[1] == "time":
                int atoms = Array.IndexOf(words, "atoms");
                EndRun(atoms > 0 && FortranNumber.TryInteger(words[atoms - 1], out long count) ? (int)count : null);
                break;
            case "units":
                _units = words[1];
                _norm = words[1] == "lj";
                break;
            case "thermo_modify" when Array.IndexOf(words, "norm") is > 0 and int norm && norm + 1 < words.Length:
                _norm = FortranLogical.TryParse(words[norm + 1], out bool on) && on;
                break;
            case "fix" when words.Length > 5:
                NoticeFix(words);
                break;
            case "unfix":
                _baths.Remove(words[1]);
                break;
            case "run" or "minimize":
                _minimising = words[0] == "minimize";
                break;
            case "temper":
                throw new GapException(GapErrorKind.Unsupported,
                    $"{Shown.Place(_source, line)} is a temper run, which moves between temperatures, expected one temperature in a run");
        }
    }

    private void NoticeFix(string[] words)
    {
        // fix ID group nvt temp START STOP, fix ID group langevin START STOP, fix ID group temp/csvr START STOP; temp/rescale has a number of
        // steps before them.
        string style = words[3];
        int start = style is "langevin" ? 4
            : style.StartsWith("temp/", StringComparison.Ordinal) ? style == "temp/rescale" ? 5 : 4
            : Array.IndexOf(words, "temp", 4) is > 0 and int key ? key + 1 : int.MaxValue;
        if (start >= words.Length - 1
            || !FortranNumber.TryFinite(words[start], out double from) || !FortranNumber.TryFinite(words[start + 1], out double to))
            return;
        _baths[words[1]] = from == to ? to : Ramp;
    }

    private void EndRun(int? atoms)
    {
        (double[] energies, double[] kinetic) = _rows.End();
        if (_minimising || energies.Length < 2 || (_temperature is null && _baths.ContainsValue(Ramp)))
            return;
        if (_norm)
            throw new GapException(GapErrorKind.Unsupported,
                $"{_source} has energies per atom (the default of units lj), expected those of all atoms: thermo_modify norm no");
        double[] baths = [.. _baths.Values.Distinct()];
        double bath = _temperature ?? (baths.Length == 1 ? baths[0] : kinetic.Length > 0 ? kinetic.Average() : throw new GapException(
            GapErrorKind.Format, $"{_source} says no temperature, expected a thermostat, a column Temp, or the temperature given with the file"));
        _series.Add(new EnergySeries(bath, energies, $"{_source}, run {_series.Count + 1}") { Atoms = atoms, Units = _units });
    }
}
