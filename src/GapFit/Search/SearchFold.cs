using GapCore.IO.ExtendedXyz;
using GapCore.Numerics;

namespace GapFit.Search;

/// <summary>Structures that are fitted and structures that the fit is compared with. Immutable.</summary>
internal sealed record SearchFold(IReadOnlyList<ExtendedXyzFrame> Training, IReadOnlyList<ExtendedXyzFrame> Validation)
{
    /// <summary>
    /// A part of the training structures in their order: of every number of atoms about that part, and with every larger part these and more.
    /// Single atoms are always among them.
    /// </summary>
    /// <param name="part">0 to 1.</param>
    /// <param name="seed">Decides which.</param>
    internal IReadOnlyList<ExtendedXyzFrame> Part(double part, int seed)
    {
        if (part >= 1)
            return Training;
        // Each structure has a place between 0 and 1 among those of its size, at random.
        (int Index, double Place)[] places =
        [
            .. Training.Index().Where(frame => frame.Item.Structure.Count > 1).GroupBy(frame => frame.Item.Structure.Count).SelectMany(size =>
            {
                double first = SeededRandom.At(seed, -size.Key);
                int[] shuffled = [.. size.Select(frame => frame.Index).OrderBy(index => SeededRandom.At(seed, index))];
                return shuffled.Select((index, rank) => (index, (rank + first) / shuffled.Length));
            }),
        ];
        int count = Math.Max(1, (int)Math.Round(part * places.Length));
        HashSet<int> chosen = [.. places.OrderBy(place => place.Place).ThenBy(place => place.Index).Take(count).Select(place => place.Index)];
        return [.. Training.Index().Where(frame => frame.Item.Structure.Count == 1 || chosen.Contains(frame.Index)).Select(frame => frame.Item)];
    }
}
