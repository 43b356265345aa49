using System.Collections.Concurrent;
using GapCore;
using GapCore.Evaluation;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapCore.Text;

namespace GapFit.Validation;

/// <summary>Compares a potential with data: errors of energies, forces and virials, in all and by groups.</summary>
public static class Validator
{
    /// <summary>1 eV in kcal/mol.</summary>
    public const double KcalPerMol = 23.060548;

    /// <summary>
    /// Evaluates every frame and compares. Frames are read one after another, from one thread at a time, and not kept; the report does not
    /// depend on the number of threads, bit for bit.
    /// </summary>
    /// <exception cref="GapException">
    /// What reading or evaluating a frame throws, the first frame's that fails; Format: no frame is in the subset, or none has data.
    /// </exception>
    public static ValidationReport Validate(GapPotential potential, IEnumerable<ExtendedXyzFrame> frames, ValidationOptions options)
    {
        if (options.Threads < 0)
            throw new GapException(GapErrorKind.Argument, $"thread count is {options.Threads}, expected 0 (one per processor) or more");
        var isolated = new IsolatedAtoms(potential.Cutoff);
        List<FrameErrors> compared = Compare(potential, frames, options, isolated);
        string[] names = [.. compared.SelectMany(frame => frame.Names).Distinct()];
        if (names.Length == 0)
            throw WithoutData(compared, options);
        double[] model = Array.ConvertAll(
            potential.Definition.IsolatedAtomEnergies, energy => energy * potential.Definition.EnergyScale);
        List<FrameErrors> bound = compared.ConvertAll(frame => WithBinding(frame, model, isolated.Energies));
        return new ValidationReport
        {
            Total = GroupReport.Of("total", bound),
            ByConfigType = Groups(bound, frame => frame.ConfigType, type => type, StringComparer.Ordinal),
            BySize = Groups(bound, frame => frame.Atoms, size => $"{size}", Comparer<int>.Default),
            Frames = bound,
            FoundNames = names,
            IsolatedAtomEnergies = isolated.Energies,
        };
    }

    private static List<FrameErrors> Compare(
        GapPotential potential, IEnumerable<ExtendedXyzFrame> frames, ValidationOptions options, IsolatedAtoms isolated)
    {
        using var evaluators = new EvaluatorPool(potential);
        var compared = new ConcurrentBag<FrameErrors>();
        var failures = new ConcurrentDictionary<long, GapException>();
        try
        {
            // Not buffered: a frame is read when a thread is ready for it. Break lets frames before a failing one finish, so that the
            // failure reported is the first in the files whatever the threads do.
            Parallel.ForEach(
                Partitioner.Create(Subset(frames, options, isolated), EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads },
                () => new FrameComparer(evaluators.Rent(), options),
                (item, state, place, comparer) =>
                {
                    try
                    {
                        compared.Add(comparer.Compare(item.Index, item.Frame));
                    }
                    catch (GapException failure)
                    {
                        failures[place] = failure;
                        state.Break();
                    }

                    return comparer;
                },
                comparer => evaluators.Return(comparer.Evaluator));
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<GapException>().FirstOrDefault() is { } unread)
        {
            // A frame that cannot be read comes after all that were.
            failures[long.MaxValue] = unread;
        }

        if (!failures.IsEmpty)
            throw failures.MinBy(failure => failure.Key).Value;
        return [.. compared.OrderBy(frame => frame.Frame)];
    }

    private static IEnumerable<(int Index, ExtendedXyzFrame Frame)> Subset(
        IEnumerable<ExtendedXyzFrame> frames, ValidationOptions options, IsolatedAtoms isolated)
    {
        int index = 0;
        foreach (ExtendedXyzFrame frame in frames)
        {
            isolated.Look(frame, options.Keys.Energy);
            if (options.Subset is null || options.Subset(frame))
                yield return (index, frame);
            index++;
        }
    }

    /// <summary>Adds the binding energies.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="model">Isolated-atom energies of the potential, by atomic number, eV.</param>
    /// <param name="data">Those of the data; where one is missing that of the potential holds.</param>
    internal static FrameErrors WithBinding(FrameErrors frame, double[] model, IReadOnlyDictionary<int, double> data)
    {
        double ours = 0, theirs = 0;
        foreach ((int number, int count) in frame.Composition)
        {
            ours += count * model[number];
            theirs += count * data.GetValueOrDefault(number, model[number]);
        }

        return frame with
        {
            BindingEnergy = (frame.Energy - ours) / frame.Atoms,
            ReferenceBindingEnergy = (frame.ReferenceEnergy - theirs) / frame.Atoms,
        };
    }

    private static GapException WithoutData(List<FrameErrors> compared, ValidationOptions options)
    {
        if (compared.Count == 0)
            return new GapException(GapErrorKind.Format, "no configuration to compare, expected at least one in the subset");
        string wanted = $"{options.Keys.Energy}, {options.Keys.Force} or {options.Keys.Virial}";
        string place = Shown.Place(compared[0].Source ?? "frame", compared[0].Line);
        return new GapException(GapErrorKind.Format,
            $"{compared.Count} configurations without data, expected {wanted} (from {place} on)");
    }

    private static List<GroupReport> Groups<T>(
        IEnumerable<FrameErrors> frames, Func<FrameErrors, T> key, Func<T, string> name, IComparer<T> order) =>
        [.. frames.GroupBy(key).OrderBy(group => group.Key, order).Select(group => GroupReport.Of(name(group.Key), [.. group]))];
}
