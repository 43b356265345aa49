namespace GapCore.Neighbours;

/// <summary>Some centres with their neighbourhoods, evaluated together, and the energies (eV) that the terms add up.</summary>
public sealed class NeighbourhoodBlock
{
    private readonly Neighbourhood[] _items;

    public NeighbourhoodBlock(int capacity)
    {
        _items = new Neighbourhood[capacity];
        for (int i = 0; i < capacity; i++)
            _items[i] = new Neighbourhood();
        Energies = new double[capacity];
        Variances = new double[capacity];
    }

    public int Capacity => _items.Length;

    /// <summary>Centres in use.</summary>
    public int Count { get; private set; }

    /// <summary>Local energy of each centre.</summary>
    public double[] Energies { get; }

    /// <summary>Predicted variance of each centre (eV^2).</summary>
    public double[] Variances { get; }

    public Neighbourhood this[int index] => _items[index];

    /// <summary>Gathers centres first .. first+count-1 of a source, leaving out those that are ignored.</summary>
    public void Gather(NeighbourSource source, int first, int count, double cutoff)
    {
        Count = 0;
        for (int centre = first; centre < first + count; centre++)
        {
            Neighbourhood neighbourhood = _items[Count];
            source.Gather(centre, cutoff, neighbourhood);
            if (neighbourhood.CentreNumber == 0)
                continue;
            neighbourhood.ClearGradients();
            Energies[Count] = 0;
            Variances[Count] = 0;
            Count++;
        }
    }
}
