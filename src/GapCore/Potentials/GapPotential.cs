namespace GapCore.Potentials;

/// <summary>A compiled potential: immutable, shared by any number of evaluators and threads.</summary>
public sealed class GapPotential
{
    private GapPotential(GapDefinition definition) => Definition = definition;

    public GapDefinition Definition { get; }

    /// <summary>Largest cutoff of any term or core potential (A): the range a host's neighbour list must cover.</summary>
    public double Cutoff => throw new NotImplementedException();

    /// <summary>Atomic numbers the potential's terms name, ascending; empty when every term accepts any element.</summary>
    public IReadOnlyList<int> Species => throw new NotImplementedException();

    /// <summary>Reads a QUIP GAP XML file with its sidecars and compiles it.</summary>
    /// <exception cref="GapException">Io, Format or Unsupported, in one line with what, value, expected and where.</exception>
    public static GapPotential Load(string path) => FromDefinition(IO.QuipXml.QuipXmlReader.Read(path));

    /// <summary>Compiles a definition; refuses what is not supported by name.</summary>
    public static GapPotential FromDefinition(GapDefinition definition) => new(definition);

    /// <summary>Throws <see cref="GapErrorKind.Species"/> for an atom of an element that no term, core potential or e0 knows.</summary>
    public void RequireSpecies(ReadOnlySpan<int> numbers) => throw new NotImplementedException();
}
