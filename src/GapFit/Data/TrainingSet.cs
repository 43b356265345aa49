using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapCore.Text;
using GapFit.Fitting;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>Everything that the training data decide about a fit: targets and noise of every configuration, species, coordinates, e0.</summary>
public sealed record TrainingSet
{
    private TrainingSet()
    {
    }

    /// <summary>The configurations in the file's order, those without targets too: they offer sparse points.</summary>
    public required IReadOnlyList<FitFrame> Frames { get; init; }

    /// <summary>e0 by atomic number (index 0 unused, length 119), eV; subtracted from the energies of <see cref="Frames"/>.</summary>
    public required double[] IsolatedAtomEnergies { get; init; }

    /// <summary>Atomic numbers in the order in which they first appear.</summary>
    public required IReadOnlyList<int> Species { get; init; }

    /// <summary>The entries of gap, one per combination of species, with their dimensions.</summary>
    public required IReadOnlyList<CoordinateOptions> Coordinates { get; init; }

    /// <summary>The core potential, already subtracted from the targets of <see cref="Frames"/>; null without one.</summary>
    public GlueDefinition? Core { get; init; }

    /// <summary>The core potential's file as it is, for the potential's file.</summary>
    public string? CoreXml { get; init; }

    public required TrainingSummary Summary { get; init; }

    /// <summary>Reads the training data that the options name, gzip when the name ends in .gz.</summary>
    /// <exception cref="GapException">
    /// Io, Format, Species, Numeric or Unsupported, in one line with what, value, expected and the line of the file.
    /// </exception>
    public static TrainingSet Read(FitOptions options, IFitProgress progress)
    {
        progress.Begin("reading training data", 0);
        return From(ExtendedXyzReader.Read(options.AtomsFile), options, CoordinateTerm.ForDescriptor, progress);
    }

    /// <summary>The same of configurations that were read already.</summary>
    /// <param name="configurations">At least one.</param>
    /// <param name="options">The fit; its file is not read.</param>
    /// <param name="makeTerm">Makes the term of a descriptor string.</param>
    /// <param name="progress">Hears of each configuration, and what the user should know.</param>
    internal static TrainingSet From(
        IEnumerable<ExtendedXyzFrame> configurations, FitOptions options, Func<string, CoordinateTerm> makeTerm, IFitProgress progress)
    {
        using CorePotential? core = CorePotential.Read(options);
        var targets = new FrameTargets(options);
        var frames = new List<FitFrame>();
        ExtendedXyzFrame? last = null;
        foreach (ExtendedXyzFrame xyz in configurations)
        {
            FitFrame frame = targets.Read(xyz);
            frames.Add(core?.SubtractFrom(frame) ?? frame);
            last = xyz;
            progress.Advance(1);
        }

        TrainingSummary summary = TrainingSummary.Of(frames, targets.Found);
        if (summary.Total.Rows == 0 && !options.SparsifyOnly)
            throw NoTargets(options, last!);
        int[] species = SpeciesOf(frames);
        (IReadOnlyList<CoordinateOptions> coordinates, double cutoff) = SpeciesExpansion.Expand(options.Gap, species, makeTerm);
        double[] isolated = IsolatedAtoms.Energies(options, frames, species, Math.Max(cutoff, core?.Cutoff ?? 0.0));
        foreach (string note in TrainingNotes.Of(options, frames, summary))
            progress.Note(note);
        return new TrainingSet
        {
            Frames = [.. frames.Select(frame => frame with { Energy = frame.Energy - SumOver(frame.Structure.Numbers, isolated) })],
            IsolatedAtomEnergies = isolated,
            Species = species,
            Coordinates = coordinates,
            Core = core?.Definition,
            CoreXml = core?.Xml,
            Summary = summary,
        };
    }

    private static int[] SpeciesOf(List<FitFrame> frames)
    {
        var species = new List<int>();
        foreach (FitFrame frame in frames)
            foreach (int z in frame.Structure.Numbers)
                if (!species.Contains(z))
                    species.Add(z);
        return [.. species];
    }

    private static double SumOver(ReadOnlySpan<int> numbers, double[] isolated)
    {
        double sum = 0;
        foreach (int z in numbers)
            sum += isolated[z];
        return sum;
    }

    /// <summary>Nothing to fit to: most often the data have other names, so those of the last frame are told.</summary>
    private static GapException NoTargets(FitOptions options, ExtendedXyzFrame last)
    {
        string names = string.Join(", ", last.Info.Select(entry => entry.Key).Concat(last.Columns.Select(column => column.Name)));
        return last.Fail($"no configuration has {options.Keys.Energy}, {options.Keys.Force}, {options.Keys.Virial} or {options.Keys.Stress} "
            + $"to fit, expected some; the last one has {Shown.Quoted(names)}");
    }
}
