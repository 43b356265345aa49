using System.Text.RegularExpressions;
using GapCore;
using GapCore.Potentials;
using GapFit.Options;

namespace GapFit.Data;

/// <summary>
/// Makes one coordinate per combination of species from every entry of <c>gap</c> that wants it (gap-math 7.1): per central species for
/// soap, per pair for distance_2b, per centre and pair of neighbours for angle_3b, in the order of the species list.
/// </summary>
internal static class SpeciesExpansion
{
    /// <summary>The coordinates and the largest of their cutoffs (A).</summary>
    /// <param name="gap">The entries.</param>
    /// <param name="species">Atomic numbers in the data.</param>
    /// <param name="makeTerm">Makes the term of a descriptor string.</param>
    /// <exception cref="GapException">Format or Unsupported, with the entry's place: the descriptor cannot be made.</exception>
    public static (IReadOnlyList<CoordinateOptions> Coordinates, double Cutoff) Expand(
        IReadOnlyList<CoordinateOptions> gap, IReadOnlyList<int> species, Func<string, CoordinateTerm> makeTerm)
    {
        var coordinates = new List<CoordinateOptions>();
        double cutoff = 0;
        foreach (CoordinateOptions entry in gap)
        {
            foreach (string text in Texts(entry, species))
            {
                CoordinateTerm term = Term(entry, text, makeTerm);
                coordinates.Add(entry with { Descriptor = text, Dimensions = term.Definition.Dimensions });
                cutoff = Math.Max(cutoff, term.Cutoff);
            }
        }

        return (coordinates, cutoff);
    }

    private static IEnumerable<string> Texts(CoordinateOptions entry, IReadOnlyList<int> species)
    {
        if (!entry.AddSpecies)
            return [entry.Descriptor];
        (string[] keys, IEnumerable<string> endings) = entry.Name switch
        {
            "soap" => (["n_Z", "Z", "n_species", "species_Z"], Soap(species)),
            "distance_2b" => (["Z1", "Z2"], Pairs(species)),
            "angle_3b" => (["Z", "Z_center", "Z1", "Z2"], species.SelectMany(z => Pairs(species).Select(pair => $"Z={z} {pair}"))),
            _ => (Array.Empty<string>(), (IEnumerable<string>)[""]),
        };
        string text = Blanked(entry.Descriptor, [.. keys, "add_species"]);
        return endings.Select(ending => $"{text} {ending}".TrimEnd());
    }

    /// <summary>The text without the words that the expansion answers: what it puts in their place must be the only such words.</summary>
    private static string Blanked(string text, string[] keys) =>
        Regex.Replace(text, $@"(?<!\S)({string.Join('|', keys)})(\s*=\s*(\{{[^}}]*\}}+|\S+))?(?!\S)", "").TrimEnd();

    private static IEnumerable<string> Soap(IReadOnlyList<int> species)
    {
        string all = string.Concat(species.Select(z => $"{z} "));
        return species.Select(z => $"n_species={species.Count} Z={z} species_Z={{{all}}}");
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<int> species) =>
        species.SelectMany((first, place) => species.Skip(place).Select(second => $"Z1={first} Z2={second}"));

    private static CoordinateTerm Term(CoordinateOptions entry, string text, Func<string, CoordinateTerm> makeTerm)
    {
        try
        {
            return makeTerm(text);
        }
        catch (GapException refusal)
        {
            throw new GapException(refusal.Kind, $"{entry.Place}: {refusal.Message}", refusal);
        }
    }
}
