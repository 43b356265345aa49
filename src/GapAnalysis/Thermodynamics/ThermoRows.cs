using GapCore;
using GapCore.Text;

namespace GapAnalysis.Thermodynamics;

/// <summary>
/// Thermodynamic output of LAMMPS, line by line: tables under a line of names (thermo_style one, custom), the YAML form, and several lines a
/// step (multi).
/// </summary>
/// <param name="source">For messages.</param>
/// <param name="begins">Called before a line of names: what there was before belongs to another run.</param>
internal sealed class ThermoRows(string source, Action begins)
{
    private static readonly char[] Separators = [' ', '\t', ',', '[', ']', '\'', '"'];

    private readonly List<double> _energies = [];
    private readonly List<double> _kinetic = [];
    private readonly Dictionary<string, double> _step = [];
    private string[]? _names;
    private bool _afterMemory;

    /// <summary>True when the line is part of the output.</summary>
    internal bool Take(string line, int number)
    {
        string text = line.Trim();
        bool namesFollow = _afterMemory;
        _afterMemory = text.StartsWith("Per MPI rank memory", StringComparison.Ordinal);
        if (text.StartsWith("keywords:", StringComparison.Ordinal))
            return Begin(Words(text["keywords:".Length..]), number);
        if (text.StartsWith("- [", StringComparison.Ordinal) && _names is not null)
            return Row(Words(text[2..]), number);
        if (text is "data:" or "---" or "...")
            return true;
        if (text.StartsWith("------", StringComparison.Ordinal) && text.Contains("Step", StringComparison.Ordinal))
        {
            EndStep();
            _names = null;
            _step["Step"] = 0;
            return true;
        }

        string[] words = Words(text);
        if (_step.Count > 0)
            return Pairs(words, number);
        if (words.Length > 1 && (namesFollow || words[0] == "Step"))
            return Begin(words, number);
        // Warnings and lines of fixes may stand between the rows: a row begins with a number.
        return _names is not null && words.Length > 0 && FortranNumber.TryFinite(words[0], out _) && Row(words, number);
    }

    /// <summary>What there is since the last call: potential energies, and temperatures where they are written.</summary>
    internal (double[] Energies, double[] Kinetic) End()
    {
        EndStep();
        _names = null;
        (double[], double[]) found = ([.. _energies], [.. _kinetic]);
        _energies.Clear();
        _kinetic.Clear();
        return found;
    }

    private static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private bool Begin(string[] names, int number)
    {
        begins();
        _names = names;
        return !names.Contains("PotEng") && !(names.Contains("E_pair") && names.Contains("E_mol"))
            ? throw new GapException(GapErrorKind.Format,
                $"{Shown.Place(source, number)} has columns {Shown.Quoted(string.Join(' ', names))}, expected PotEng, or E_pair and E_mol")
            : true;
    }

    private bool Row(string[] cells, int number)
    {
        if (cells.Length != _names!.Length)
            throw new GapException(GapErrorKind.Format,
                $"{Shown.Place(source, number)} has {cells.Length} numbers, expected {_names.Length} as the line of names");
        for (int i = 0; i < cells.Length; i++)
            Put(_names[i], cells[i], number);
        EndStep();
        return true;
    }

    /// <summary>NAME = NUMBER, several in a line; anything else ends the step.</summary>
    private bool Pairs(string[] words, int number)
    {
        if (words.Length < 3 || words[1] != "=")
        {
            EndStep();
            return false;
        }

        for (int i = 0; i + 2 < words.Length; i += 3)
            Put(words[i], words[i + 2], number);
        return true;
    }

    private void Put(string name, string cell, int number)
    {
        if (name is not ("PotEng" or "E_pair" or "E_mol" or "Temp"))
            return;
        if (!FortranNumber.TryFinite(cell, out double value))
            throw new GapException(GapErrorKind.Format,
                $"{Shown.Place(source, number)} has {name} {Shown.Quoted(cell)}, expected a finite number");
        _step[name] = value;
    }

    private void EndStep()
    {
        if (_step.TryGetValue("PotEng", out double energy))
            _energies.Add(energy);
        else if (_step.TryGetValue("E_pair", out double pair) && _step.TryGetValue("E_mol", out double molecule))
            _energies.Add(pair + molecule);
        if (_step.TryGetValue("Temp", out double temperature))
            _kinetic.Add(temperature);
        _step.Clear();
    }
}
