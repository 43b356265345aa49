using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Tests.Reference;

namespace GapCore.Tests.Conformance;

/// <summary>
/// A structure as a host MD code sees it: atoms, then ghost atoms for periodic images, and a full list of neighbours with a skin.
/// </summary>
internal sealed class GhostSource : NeighbourSource
{
    private const double Skin = 0.7;
    private readonly int[] _numbers;
    private readonly List<(int Site, int Number, Vector Displacement)[]> _lists = [];

    public GhostSource(Structure structure, double cutoff)
    {
        List<int> owners = [.. Enumerable.Range(0, structure.Count)];
        _numbers = structure.Numbers.ToArray();
        for (int i = 0; i < structure.Count; i++)
        {
            List<(int, int, Vector)> list = [];
            foreach (ReferenceNeighbour neighbour in ReferenceNeighbours.Of(structure, i, cutoff + Skin))
            {
                list.Add((owners.Count, structure.Numbers[neighbour.Atom], neighbour.Displacement));
                owners.Add(neighbour.Atom);
            }

            _lists.Add([.. list]);
        }

        Owners = [.. owners];
    }

    /// <summary>The atom that each site is, or is an image of.</summary>
    public int[] Owners { get; }

    /// <summary>Factor on every centre.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>A centre that the host does not want; -1 for none.</summary>
    public int Ignored { get; init; } = -1;

    public override int SiteCount => Owners.Length;

    public override int CentreCount => _lists.Count;

    public override void Gather(int centre, double cutoff, Neighbourhood neighbourhood)
    {
        neighbourhood.Begin(centre, centre == Ignored ? 0 : _numbers[centre], Scale);
        foreach ((int site, int number, Vector displacement) in _lists[centre])
            neighbourhood.Add(site, number, displacement.X, displacement.Y, displacement.Z, cutoff * cutoff);
    }

    /// <summary>Per-site numbers added up on the atoms they belong to.</summary>
    public double[] Folded(double[] perSite, int width)
    {
        double[] folded = new double[CentreCount * width];
        for (int i = 0; i < perSite.Length; i++)
            folded[Owners[i / width] * width + i % width] += perSite[i];
        return folded;
    }
}
