using GapCore;
using GapCore.Atoms;
using GapCore.Neighbours;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>Energies of isolated atoms (gap-math 7.6): given, of a configuration of one atom per species, or the mean energy per atom.</summary>
internal static class IsolatedAtoms
{
    /// <summary>e0 by atomic number (eV, length 119), the offset included.</summary>
    /// <param name="options">How they are found.</param>
    /// <param name="frames">All configurations; energies hold those of the isolated atoms, a core potential is subtracted.</param>
    /// <param name="species">Atomic numbers in the data.</param>
    /// <param name="cutoff">An atom with nothing within this distance (A) is isolated.</param>
    /// <exception cref="GapException">Format: an element has no isolated atom, or two.</exception>
    public static double[] Energies(FitOptions options, IReadOnlyList<FitFrame> frames, IReadOnlyList<int> species, double cutoff)
    {
        if (options.IsolatedAtomEnergies is { } given)
            return [0.0, .. given.Skip(1).Select(energy => energy + options.IsolatedAtomOffset)];
        var energies = new double[Elements.MaxAtomicNumber + 1];
        Dictionary<int, FitFrame>? isolated =
            options.IsolatedAtomMethod == IsolatedAtomMethod.Isolated ? FindIsolated(frames, cutoff) : null;
        double mean = isolated is null ? MeanPerAtom(frames) : 0.0;
        foreach (int z in species)
        {
            FitFrame? atom = null;
            if (isolated is not null && !isolated.TryGetValue(z, out atom))
                throw new GapException(GapErrorKind.Format, $"{Elements.Symbol(z)} has no isolated atom in the training data, expected a "
                    + $"configuration of one {Elements.Symbol(z)} atom with an energy and no neighbour within {cutoff:g6} A (or give the "
                    + $"energy with e0={{{Elements.Symbol(z)}:ENERGY}}, or choose e0_method=average)");
            energies[z] = (atom?.Energy ?? mean) + options.IsolatedAtomOffset;
        }

        return energies;
    }

    private static Dictionary<int, FitFrame> FindIsolated(IReadOnlyList<FitFrame> frames, double cutoff)
    {
        var isolated = new Dictionary<int, FitFrame>();
        var neighbours = new NeighbourList();
        var neighbourhood = new Neighbourhood();
        foreach (FitFrame frame in frames.Where(frame => frame.Structure.Count == 1 && frame.Energy is not null))
        {
            neighbours.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, cutoff);
            neighbours.Gather(0, cutoff, neighbourhood);
            int z = frame.Structure.Numbers[0];
            if (neighbourhood.Count == 0 && !isolated.TryAdd(z, frame))
                throw new GapException(GapErrorKind.Format, $"{Elements.Symbol(z)} has two isolated atoms in the training data, expected one "
                    + $"({isolated[z].Place} and {frame.Place})");
        }

        return isolated;
    }

    private static double MeanPerAtom(IReadOnlyList<FitFrame> frames)
    {
        double[] perAtom = [.. frames.Where(frame => frame.Energy is not null).Select(frame => frame.Energy!.Value / frame.Structure.Count)];
        return perAtom.Length > 0
            ? perAtom.Average()
            : throw new GapException(GapErrorKind.Format, "e0_method=average and no configuration has an energy, expected at least one");
    }
}
