using GapCore.Atoms;
using GapCore.Text;

namespace GapCore.IO.ExtendedXyz;

/// <summary>Reads the atom lines of a frame; memory grows with the lines, not with the count announced.</summary>
internal sealed class AtomRows
{
    private readonly XyzLines _lines;
    private readonly ColumnLayout _layout;
    private readonly Range[] _words;
    private readonly List<int> _numbers = [];
    private readonly List<double> _positions = [];
    private readonly List<double>[] _reals;
    private readonly List<string>[] _texts;

    public AtomRows(XyzLines lines, ColumnLayout layout)
    {
        _lines = lines;
        _layout = layout;
        _words = new Range[layout.ValuesPerAtom + 1];
        _reals = [.. layout.Others.Select(_ => new List<double>())];
        _texts = [.. layout.Others.Select(_ => new List<string>())];
    }

    public int[] Numbers => [.. _numbers];

    public double[] Positions => [.. _positions];

    public List<ExtendedXyzColumn> Columns =>
    [
        .. _layout.Others.Select((column, i) => new ExtendedXyzColumn(
            column.Name, column.Type, column.Width, [.. _texts[i]], column.Type == 'R' ? [.. _reals[i]] : null)),
    ];

    /// <summary>Reads the atom line that was read last.</summary>
    public void Read(string line)
    {
        int found = Split(line);
        if (found < _layout.ValuesPerAtom || (found > _layout.ValuesPerAtom && !_layout.IsPlain))
            throw _lines.Fail($"atom {_numbers.Count + 1} has {(found > _layout.ValuesPerAtom ? "more than " : "")}"
                + $"{Math.Min(found, _layout.ValuesPerAtom)} values, expected {_layout.ValuesPerAtom}");
        _numbers.Add(ReadNumber(line));
        for (int k = 0; k < 3; k++)
        {
            ReadOnlySpan<char> word = Word(line, _layout.Position.Start + k);
            if (!FortranNumber.TryFinite(word, out double coordinate))
                throw _lines.Fail($"atom {_numbers.Count} has {"xyz"[k]} = {Shown.Quoted(word)}, expected a finite number (A)");
            _positions.Add(coordinate);
        }

        for (int i = 0; i < _layout.Others.Count; i++)
            ReadColumn(line, i);
    }

    private int ReadNumber(string line)
    {
        int atom = _numbers.Count + 1;
        int number = 0;
        if (_layout.Species is { } species)
        {
            ReadOnlySpan<char> symbol = Word(line, species.Start);
            if (!Elements.TryGetNumber(symbol.ToString(), out number) && !IsNumber(symbol, out number))
                throw _lines.Fail($"atom {atom} has species {Shown.Quoted(symbol)}, expected a chemical symbol", GapErrorKind.Species);
        }

        if (_layout.Number is { } column)
        {
            ReadOnlySpan<char> text = Word(line, column.Start);
            if (!IsNumber(text, out int z))
                throw _lines.Fail(
                    $"atom {atom} has Z = {Shown.Quoted(text)}, expected 1 to {Elements.MaxAtomicNumber}", GapErrorKind.Species);
            if (_layout.Species is not null && z != number)
                throw _lines.Fail($"atom {atom} has species {Elements.Symbol(number)} and Z = {z}, expected Z = {number}");
            number = z;
        }

        return number;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, out int number)
    {
        bool valid = FortranNumber.TryInteger(text, out long value) && value is >= 1 and <= Elements.MaxAtomicNumber;
        number = valid ? (int)value : 0;
        return valid;
    }

    private void ReadColumn(string line, int place)
    {
        ColumnSpecification column = _layout.Others[place];
        for (int k = 0; k < column.Width; k++)
        {
            ReadOnlySpan<char> word = Word(line, column.Start + k);
            double real = 0.0;
            bool valid = column.Type switch
            {
                'R' => FortranNumber.TryReal(word, out real),
                'I' => FortranNumber.TryInteger(word, out _),
                'L' => FortranLogical.TryParse(word, out _),
                _ => true,
            };
            if (!valid)
                throw _lines.Fail($"atom {_numbers.Count} has {column.Name} = {Shown.Quoted(word)}, expected {Meaning(column.Type)}");
            if (column.Type == 'R')
                _reals[place].Add(real);
            else
                _texts[place].Add(word.ToString());
        }
    }

    private static string Meaning(char type) => type switch { 'R' => "a real number", 'I' => "an integer", _ => "T or F" };

    private ReadOnlySpan<char> Word(string line, int place) => line.AsSpan(_words[place]);

    /// <summary>Finds the words of a row, up to one more than the layout has; a word in double quotes may hold blanks.</summary>
    private int Split(ReadOnlySpan<char> line)
    {
        int count = 0;
        for (int at = 0; at < line.Length && count < _words.Length;)
        {
            if (char.IsWhiteSpace(line[at]))
            {
                at++;
                continue;
            }

            bool quoted = line[at] == '"' && line[(at + 1)..].Contains('"');
            int start = quoted ? at + 1 : at;
            at = start;
            while (at < line.Length && (quoted ? line[at] != '"' : !char.IsWhiteSpace(line[at])))
                at++;
            _words[count++] = start..at;
            at += quoted ? 1 : 0;
        }

        return count;
    }
}
