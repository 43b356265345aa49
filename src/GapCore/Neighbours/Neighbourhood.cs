namespace GapCore.Neighbours;

/// <summary>
/// One centre and its neighbours as structure of arrays. Displacements r_ij = r_j - r_i + S.H (A). <see cref="Gx"/>.. collect the pair
/// gradients de_i/dr_ij (eV/A) of every term.
/// </summary>
public sealed class Neighbourhood
{
    /// <summary>Two atoms closer than this (A) are one atom written twice.</summary>
    public const double CoincidenceDistance = 1e-6;

    /// <summary>More than this is no matter: the densest crystals have a few hundred atoms within 8 A. Bounds memory on absurd input.</summary>
    public const int MaxNeighbours = 8192;

    public int Centre { get; private set; }

    /// <summary>Atomic number of the centre; 0 means that the centre is ignored.</summary>
    public int CentreNumber { get; private set; }

    /// <summary>Factor on everything this centre contributes.</summary>
    public double Scale { get; private set; } = 1.0;

    public int Count { get; private set; }

    public int[] Site { get; private set; } = new int[64];

    public int[] Number { get; private set; } = new int[64];

    public double[] Dx { get; private set; } = new double[64];

    public double[] Dy { get; private set; } = new double[64];

    public double[] Dz { get; private set; } = new double[64];

    public double[] R { get; private set; } = new double[64];

    public double[] Gx { get; private set; } = new double[64];

    public double[] Gy { get; private set; } = new double[64];

    public double[] Gz { get; private set; } = new double[64];

    /// <summary>Starts a new centre.</summary>
    /// <param name="centre">Site index of the centre.</param>
    /// <param name="number">Its atomic number, 0 to ignore it.</param>
    /// <param name="scale">Factor on its contributions.</param>
    public void Begin(int centre, int number, double scale = 1.0)
    {
        Centre = centre;
        CentreNumber = number;
        Scale = scale;
        Count = 0;
    }

    /// <summary>Adds the neighbour if it lies within the cutoff (strictly).</summary>
    public void Add(int site, int number, double dx, double dy, double dz, double cutoffSquared)
    {
        double squared = dx * dx + dy * dy + dz * dz;
        if (squared >= cutoffSquared)
            return;
        if (!(squared > CoincidenceDistance * CoincidenceDistance))
            RejectDistance(site, squared);
        if (Count == Site.Length)
            Grow();
        Site[Count] = site;
        Number[Count] = number;
        Dx[Count] = dx;
        Dy[Count] = dy;
        Dz[Count] = dz;
        R[Count] = Math.Sqrt(squared);
        Count++;
    }

    /// <summary>Zeroes the pair gradients.</summary>
    public void ClearGradients()
    {
        Gx.AsSpan(0, Count).Clear();
        Gy.AsSpan(0, Count).Clear();
        Gz.AsSpan(0, Count).Clear();
    }

    private void RejectDistance(int site, double squared) => throw new GapException(GapErrorKind.Numeric,
        double.IsNaN(squared)
            ? $"distance between atoms {Centre} and {site} is not a number, expected finite positions"
            : $"atoms {Centre} and {site} coincide (distance {Math.Sqrt(squared):g3} A), expected more than {CoincidenceDistance:g} A");

    private void Grow()
    {
        if (Site.Length >= MaxNeighbours)
            throw new GapException(GapErrorKind.Numeric,
                $"atom {Centre} has more than {MaxNeighbours} neighbours within the cutoff, expected fewer (are atoms far too close, or is the cell too small?)");
        int size = Site.Length * 2;
        Site = Resized(Site, size);
        Number = Resized(Number, size);
        Dx = Resized(Dx, size);
        Dy = Resized(Dy, size);
        Dz = Resized(Dz, size);
        R = Resized(R, size);
        Gx = new double[size];
        Gy = new double[size];
        Gz = new double[size];
    }

    private static T[] Resized<T>(T[] array, int size)
    {
        Array.Resize(ref array, size);
        return array;
    }
}
