using GapCore.Atoms;
using GapCore.IO.QuipXml;
using GapCore.Kernels;

namespace GapCore.Potentials;

/// <summary>A compiled potential: immutable, shared by any number of evaluators and threads.</summary>
public sealed class GapPotential
{
    /// <summary>Most that compression changes the local energy of an atom (eV), per coordinate.</summary>
    public const double CompressionBound = CompressedKernel.Tolerance;

    private readonly bool[] _knows = new bool[Elements.MaxAtomicNumber + 1];
    private readonly bool _knowsAll;
    private readonly Lazy<PosteriorModel> _posterior;

    private GapPotential(GapDefinition definition, bool compress)
    {
        Definition = definition;
        _posterior = new Lazy<PosteriorModel>(() => IO.PosteriorFile.Read(definition));
        Coordinates = definition.Coordinates.Select(coordinate => CoordinateTerm.Create(coordinate, definition.GapVersion, compress)).ToArray();
        List<GapTerm> terms = [.. Coordinates];
        if (definition.Core is not null)
            terms.Add(new GlueTerm(definition.Core));
        Terms = terms;
        if (terms.Count == 0)
            throw new GapException(GapErrorKind.Format, $"potential {definition.Label} has no coordinates and no core potential, expected some");
        Cutoff = terms.Max(term => term.Cutoff);
        foreach (GapTerm term in terms)
        {
            foreach (int z in term.Species)
                _knows[RequireSpeciesNumber(z)] = true;
            _knowsAll |= term.Species.Any(z => z == 0);
        }

        _knows[0] = true;
        Species = _knowsAll ? [] : Enumerable.Range(1, Elements.MaxAtomicNumber).Where(z => _knows[z]).ToArray();
    }

    public GapDefinition Definition { get; }

    /// <summary>The coordinates' terms, in the file's order.</summary>
    public IReadOnlyList<CoordinateTerm> Coordinates { get; }

    /// <summary>All terms: coordinates, then the core potential if there is one.</summary>
    public IReadOnlyList<GapTerm> Terms { get; }

    /// <summary>Largest cutoff of any term or core potential (A): the range a host's neighbour list must cover.</summary>
    public double Cutoff { get; }

    /// <summary>Atomic numbers the potential's terms name, ascending; empty when a term accepts every element.</summary>
    public IReadOnlyList<int> Species { get; }

    /// <summary>The file beside the potential's that has the posterior variance model; null where there is none.</summary>
    public string? PosteriorFile => Definition.Source is { } source && File.Exists(source + IO.PosteriorFile.Suffix)
        ? source + IO.PosteriorFile.Suffix
        : null;

    internal PosteriorModel Posterior => _posterior.Value;

    /// <summary>Reads a QUIP GAP XML file with its sidecars and compiles it.</summary>
    /// <param name="path">The XML file.</param>
    /// <param name="compress">Whether dot product kernels may work in the space their sparse points span, within
    /// <see cref="CompressionBound"/>.</param>
    /// <exception cref="GapException">Io, Format or Unsupported, in one line with what, value, expected and where.</exception>
    public static GapPotential Load(string path, bool compress = true) => FromDefinition(QuipXmlReader.Read(path), compress);

    /// <summary>Compiles a definition; refuses what is not supported by name.</summary>
    /// <exception cref="GapException">Format or Unsupported; the message names the definition's source.</exception>
    public static GapPotential FromDefinition(GapDefinition definition, bool compress = true)
    {
        try
        {
            return new GapPotential(definition, compress);
        }
        catch (GapException error) when (definition.Source is not null)
        {
            throw new GapException(error.Kind, $"{definition.Source}: {error.Message}", error);
        }
    }

    /// <summary>Looks at the beginning and the length of the posterior variance model's file, without reading all of it.</summary>
    /// <exception cref="GapException">As <see cref="LoadPosterior"/>.</exception>
    public void CheckPosterior() => IO.PosteriorFile.Require(Definition);

    /// <summary>
    /// Reads the posterior variance model beside the potential's file now, once; evaluations that ask for posterior variances do so otherwise.
    /// </summary>
    /// <exception cref="GapException">Unsupported: there is none. Format: it is damaged or another potential's. Io: it cannot be read.</exception>
    public void LoadPosterior() => _ = Posterior;

    /// <summary>Throws <see cref="GapErrorKind.Species"/> for an atom of an element that no term and no core potential knows; 0 stands for an atom
    /// that is ignored.</summary>
    public void RequireSpecies(ReadOnlySpan<int> numbers)
    {
        if (_knowsAll)
            return;
        for (int i = 0; i < numbers.Length; i++)
            if (!_knows[numbers[i]])
                throw new GapException(GapErrorKind.Species, $"atom {i} is {Elements.Symbol(numbers[i])} (Z={numbers[i]}), expected one of "
                    + $"{string.Join(", ", Species.Select(Elements.Symbol))} in potential {Definition.Label}");
    }

    private static int RequireSpeciesNumber(int number) => number is >= 0 and <= Elements.MaxAtomicNumber
        ? number
        : throw new GapException(GapErrorKind.Format, $"a descriptor names species {number}, expected 0 (any) to {Elements.MaxAtomicNumber}");
}
