using GapCore.IO.ExtendedXyz;
using GapFit.Data;
using GapFit.Design;
using GapFit.Options;
using GapFit.Validation;

namespace GapFit.Search;

/// <summary>
/// Structures that fits are compared with, as rows: an energy, forces and a virial wherever the data have them. Targets are those of a vanishing
/// potential, so that what the core potential gives is in them.
/// </summary>
internal sealed class ComparedFrames
{
    private readonly IReadOnlyList<ExtendedXyzFrame> _frames;
    private readonly ReferenceValues[] _references;
    private readonly ValidationOptions _options;

    private ComparedFrames(IReadOnlyList<ExtendedXyzFrame> frames, ReferenceValues[] references, FitFrame[] rows, ValidationOptions options)
    {
        _frames = frames;
        _references = references;
        Rows = rows;
        _options = options;
    }

    /// <summary>The frames as a linear system sees them.</summary>
    internal FitFrame[] Rows { get; }

    /// <exception cref="GapCore.GapException">Format: the data of a frame.</exception>
    internal static ComparedFrames Of(IReadOnlyList<ExtendedXyzFrame> frames, FitOptions options)
    {
        using CorePotential? core = CorePotential.Read(options);
        var validation = new ValidationOptions { Keys = options.Keys };
        ReferenceValues[] references = [.. frames.Select(frame => ReferenceValues.Read(frame, validation.Keys))];
        return new ComparedFrames(frames, references, [.. frames.Zip(references, (frame, reference) => Row(frame, reference, core))], validation);
    }

    /// <summary>What a fit gives for a frame.</summary>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="predictions">Its rows times the weights.</param>
    /// <param name="isolated">Isolated-atom energies of the potential, by atomic number, eV.</param>
    /// <param name="known">Those of the data.</param>
    internal FrameErrors Compare(int frame, ReadOnlySpan<double> predictions, double[] isolated, IReadOnlyDictionary<int, double> known)
    {
        FitFrame row = Rows[frame];
        RowLayout layout = new(row);
        double energy = predictions[0] - row.Energy!.Value;
        foreach (int z in row.Structure.Numbers)
            energy += isolated[z];
        double[] forces = row.Gradient is { } gradient ? Negative(predictions.Slice(layout.FirstForce, gradient.Length), gradient) : [];
        double[] virial = row.StrainGradient is { } strain ? Matrix(Negative(predictions.Slice(layout.FirstVirial, strain.Length), strain)) : [];
        return Validator.WithBinding(
            FrameComparer.Of(frame, _frames[frame], _references[frame], energy, forces, virial, _options), isolated, known);
    }

    private static FitFrame Row(ExtendedXyzFrame frame, ReferenceValues reference, CorePotential? core)
    {
        var row = new FitFrame
        {
            Structure = frame.Structure,
            Energy = 0,
            Gradient = reference.Forces is { } forces ? new double[forces.Length] : null,
            StrainGradient = reference.Virial is null ? null : new double[RowLayout.VirialRows],
            Place = frame.Place(),
        };
        return core?.SubtractFrom(row) ?? row;
    }

    /// <summary>F = F_core - dE_gap/dr, and so for the virial.</summary>
    private static double[] Negative(ReadOnlySpan<double> predictions, double[] core)
    {
        double[] values = new double[core.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = core[i] - predictions[i];
        return values;
    }

    /// <summary>xx yx yy zx zy zz as nine numbers.</summary>
    private static double[] Matrix(double[] t) => [t[0], t[1], t[3], t[1], t[2], t[4], t[3], t[4], t[5]];
}
