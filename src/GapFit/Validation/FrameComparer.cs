using GapCore;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Text;

namespace GapFit.Validation;

/// <summary>Compares frames with an evaluator of its own: one comparer per thread.</summary>
internal sealed class FrameComparer(GapEvaluator evaluator, ValidationOptions options)
{
    private readonly EvaluationResult _result = new();

    public GapEvaluator Evaluator => evaluator;

    /// <exception cref="GapException">The evaluator's, with the place of the frame, or Format for the frame's data.</exception>
    public FrameErrors Compare(int index, ExtendedXyzFrame frame)
    {
        ReferenceValues reference = ReferenceValues.Read(frame, options.Keys);
        Evaluate(frame, reference);
        return Of(index, frame, reference, _result.Energy, _result.Forces, _result.Virial, options);
    }

    /// <summary>What a frame's data and a potential's values differ by; forces and virials count where the data have them.</summary>
    /// <param name="index">Index of the frame among all.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="reference">Its data.</param>
    /// <param name="energy">E of the potential, eV.</param>
    /// <param name="forces">Its forces, 3N, eV/A.</param>
    /// <param name="virial">Its virial, nine numbers, eV.</param>
    /// <param name="options">Names of the data, and whether forces are kept.</param>
    internal static FrameErrors Of(
        int index, ExtendedXyzFrame frame, ReferenceValues reference, double energy, ReadOnlySpan<double> forces, ReadOnlySpan<double> virial,
        ValidationOptions options)
    {
        int atoms = frame.Structure.Count;
        var errors = new FrameErrors
        {
            Frame = index,
            Source = frame.Source,
            Line = frame.LineNumber,
            ConfigType = frame.TryGetText(options.Keys.ConfigType, out string? type) ? type : "default",
            Atoms = atoms,
            ReferenceEnergy = reference.Energy,
            Energy = energy,
            Composition = [.. frame.Structure.Numbers.ToArray().CountBy(number => number).OrderBy(pair => pair.Key)],
            Names = reference.Names,
        };
        if (reference.Virial is { } given)
        {
            double[] model = ReferenceValues.Components(virial);
            errors = errors with
            {
                VirialPerAtom = ErrorStatistics.Of([.. model.Zip(given, (ours, theirs) => (ours - theirs) / atoms)], index),
            };
        }

        return reference.Forces is { } known ? WithForces(errors, known, forces, options.KeepForces) : errors;
    }

    private void Evaluate(ExtendedXyzFrame frame, ReferenceValues reference)
    {
        Properties wanted = Properties.Energy
            | (reference.Forces is null ? Properties.None : Properties.Forces)
            | (reference.Virial is null ? Properties.None : Properties.Virial);
        try
        {
            evaluator.Evaluate(frame.Structure, wanted, _result);
        }
        catch (GapException failure)
        {
            throw new GapException(
                failure.Kind, $"{failure.Message} ({Shown.Place(frame.Source ?? "frame", frame.LineNumber)})", failure);
        }
    }

    private static FrameErrors WithForces(FrameErrors errors, double[] reference, ReadOnlySpan<double> forces, bool keep)
    {
        var differences = new double[reference.Length];
        for (int k = 0; k < differences.Length; k++)
            differences[k] = forces[k] - reference[k];
        return errors with
        {
            Force = ErrorStatistics.Of(differences, errors.Frame),
            MaxForceError = LargestNorm(differences),
            MaxForce = LargestNorm(reference),
            ReferenceForces = keep ? reference : null,
            Forces = keep ? forces.ToArray() : null,
        };
    }

    private static double LargestNorm(double[] vectors)
    {
        double largest = 0;
        for (int k = 0; k < vectors.Length; k += 3)
            largest = Math.Max(largest, vectors[k] * vectors[k] + vectors[k + 1] * vectors[k + 1] + vectors[k + 2] * vectors[k + 2]);
        return Math.Sqrt(largest);
    }
}
