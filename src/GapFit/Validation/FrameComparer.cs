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
        int atoms = frame.Structure.Count;
        var errors = new FrameErrors
        {
            Frame = index,
            Source = frame.Source,
            Line = frame.LineNumber,
            ConfigType = frame.TryGetText(options.Keys.ConfigType, out string? type) ? type : "default",
            Atoms = atoms,
            ReferenceEnergy = reference.Energy,
            Energy = _result.Energy,
            Composition = [.. frame.Structure.Numbers.ToArray().CountBy(number => number).OrderBy(pair => pair.Key)],
            Names = reference.Names,
        };
        if (reference.Virial is { } virial)
        {
            double[] model = ReferenceValues.Components(_result.Virial);
            errors = errors with
            {
                VirialPerAtom = ErrorStatistics.Of([.. model.Zip(virial, (ours, theirs) => (ours - theirs) / atoms)], index),
            };
        }

        return reference.Forces is { } forces ? WithForces(errors, forces) : errors;
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

    private FrameErrors WithForces(FrameErrors errors, double[] reference)
    {
        ReadOnlySpan<double> forces = _result.Forces;
        var differences = new double[reference.Length];
        for (int k = 0; k < differences.Length; k++)
            differences[k] = forces[k] - reference[k];
        return errors with
        {
            Force = ErrorStatistics.Of(differences, errors.Frame),
            MaxForceError = LargestNorm(differences),
            MaxForce = LargestNorm(reference),
            ReferenceForces = options.KeepForces ? reference : null,
            Forces = options.KeepForces ? forces.ToArray() : null,
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
