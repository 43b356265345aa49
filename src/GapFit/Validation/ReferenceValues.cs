using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Validation;

/// <summary>What a frame's data say; null where they do not.</summary>
internal sealed record ReferenceValues
{
    /// <summary>eV.</summary>
    public double? Energy { get; private init; }

    /// <summary>3N, eV/A.</summary>
    public double[]? Forces { get; private init; }

    /// <summary>W, six numbers xx yy zz yz xz xy, eV.</summary>
    public double[]? Virial { get; private init; }

    /// <summary>Names under which they were found.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <exception cref="GapException">Format: something that is no finite number, or another count of them.</exception>
    public static ReferenceValues Read(ExtendedXyzFrame frame, DataKeys keys)
    {
        var names = new List<string>();
        double? energy = null;
        if (frame.TryGetReal(keys.Energy, out double value))
        {
            energy = value;
            names.Add(keys.Energy);
        }

        ExtendedXyzColumn? column = FindForces(frame, keys.Force);
        if (column is not null)
            names.Add(column.Name);
        return new ReferenceValues
        {
            Energy = energy,
            Forces = column is null ? null : Numbers(column, frame),
            Virial = ReadVirial(frame, keys, names),
            Names = names,
        };
    }

    /// <summary>The six independent components of a symmetric 3x3 matrix in row order; of another one the symmetric part's.</summary>
    public static double[] Components(ReadOnlySpan<double> matrix) =>
    [
        matrix[0], matrix[4], matrix[8],
        (matrix[5] + matrix[7]) / 2, (matrix[2] + matrix[6]) / 2, (matrix[1] + matrix[3]) / 2,
    ];

    /// <summary>Programs write force and forces; a name of the user's own is taken literally.</summary>
    private static ExtendedXyzColumn? FindForces(ExtendedXyzFrame frame, string name) =>
        frame.FindColumn(name) ?? name switch
        {
            "forces" => frame.FindColumn("force"),
            "force" => frame.FindColumn("forces"),
            _ => null,
        };

    private static double[] Numbers(ExtendedXyzColumn column, ExtendedXyzFrame frame)
    {
        if (column.Width != 3 || column.Type is not ('R' or 'I'))
            throw new GapException(GapErrorKind.Format,
                $"column {Shown.Quoted($"{column.Name}:{column.Type}:{column.Width}")}, expected {column.Name}:R:3 ({Place(frame)})");
        double[] numbers = column.Reals
            ?? Array.ConvertAll(column.Text, text => FortranNumber.TryFinite(text, out double n) ? n : double.NaN);
        int wrong = Array.FindIndex(numbers, number => !double.IsFinite(number));
        if (wrong >= 0)
            throw new GapException(GapErrorKind.Format,
                $"atom {wrong / 3} has {"xyz"[wrong % 3]} of {column.Name} = {numbers[wrong]}, expected a finite number ({Place(frame)})");
        return numbers;
    }

    private static double[]? ReadVirial(ExtendedXyzFrame frame, DataKeys keys, List<string> names)
    {
        if (frame.TryGetReals(keys.Virial, 9, out double[]? virial))
        {
            names.Add(keys.Virial);
            return Components(virial);
        }

        if (!frame.TryGetText(keys.Stress, out string? text))
            return null;
        double volume = frame.Structure.Cell.Volume;
        if (NumberText.ParseReals(text) is not { Length: 6 or 9 } stress)
            throw new GapException(GapErrorKind.Format,
                $"{keys.Stress} = {Shown.Quoted(text)}, expected 6 (xx yy zz yz xz xy) or 9 finite numbers ({Place(frame)})");
        if (volume == 0)
            throw new GapException(GapErrorKind.Format,
                $"{keys.Stress} without three lattice vectors, expected a cell whose volume makes it a virial ({Place(frame)})");
        names.Add(keys.Stress);
        return Array.ConvertAll(stress.Length == 6 ? stress : Components(stress), component => -component * volume);
    }

    private static string Place(ExtendedXyzFrame frame) => Shown.Place(frame.Source ?? "frame", frame.LineNumber + 1);
}
