using System.Diagnostics.CodeAnalysis;
using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Data;

/// <summary>Looks for data in a frame under several names; an error says the line it is on.</summary>
internal static class FrameLookup
{
    /// <summary>The first of the names that the comment line has.</summary>
    public static bool TryFind(this ExtendedXyzFrame frame, string[] names, [NotNullWhen(true)] out string? found)
    {
        found = Array.Find(names, name => frame.TryGetText(name, out _));
        return found is not null;
    }

    /// <summary>The number under the first of the names that the comment line has, or null.</summary>
    public static double? FindReal(this ExtendedXyzFrame frame, string[] names) =>
        frame.TryFind(names, out string? name) && frame.TryGetReal(name, out double value) ? value : null;

    /// <summary>The column of the first of the names that there is, or null.</summary>
    public static ExtendedXyzColumn? FindColumn(this ExtendedXyzFrame frame, string[] names) =>
        names.Select(frame.FindColumn).FirstOrDefault(column => column is not null);

    /// <summary>The finite numbers of a column of the given width, N x width; not to be written to.</summary>
    public static double[] Reals(this ExtendedXyzFrame frame, ExtendedXyzColumn column, int width)
    {
        if (column.Width != width || column.Type is not ('R' or 'I'))
            throw frame.WrongColumn(column, $"R:{width}");
        double[] values = column.Reals
            ?? Array.ConvertAll(column.Text, text => FortranNumber.TryReal(text, out double value) ? value : double.NaN);
        int wrong = Array.FindIndex(values, value => !double.IsFinite(value));
        return wrong < 0
            ? values
            : throw frame.Fail($"atom {wrong / width + 1} has {column.Name} = {values[wrong]}, expected a finite number", 2 + wrong / width);
    }

    /// <summary>The logical values of a column, one per atom.</summary>
    public static bool[] Flags(this ExtendedXyzFrame frame, ExtendedXyzColumn column)
    {
        if (column.Width != 1 || column.Type == 'R')
            throw frame.WrongColumn(column, "L:1");
        var flags = new bool[column.Text.Length];
        for (int i = 0; i < flags.Length; i++)
            if (!FortranLogical.TryParse(column.Text[i], out flags[i]))
                throw frame.Fail($"atom {i + 1} has {column.Name} = {Shown.Quoted(column.Text[i])}, expected T or F", 2 + i);
        return flags;
    }

    /// <summary>An error in a line of the frame: 0 the atom count, 1 the comment line, 2 the first atom.</summary>
    public static GapException Fail(
        this ExtendedXyzFrame frame, string message, int line = 0, GapErrorKind kind = GapErrorKind.Format) =>
        new(kind, $"{message} ({Place(frame, line)})");

    public static string Place(this ExtendedXyzFrame frame, int line = 0) => Shown.Place(frame.Source ?? "frame", frame.LineNumber + line);

    private static GapException WrongColumn(this ExtendedXyzFrame frame, ExtendedXyzColumn column, string expected) =>
        frame.Fail($"column {Shown.Quoted($"{column.Name}:{column.Type}:{column.Width}")}, expected {column.Name}:{expected}", 1);
}
