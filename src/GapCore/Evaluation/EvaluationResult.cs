namespace GapCore.Evaluation;

/// <summary>
/// Outputs of an evaluation; reused from call to call so that nothing is allocated once warm. Arrays cover the sites of the neighbour
/// source: the atoms of a structure, or local then ghost atoms of a host.
/// </summary>
public sealed class EvaluationResult
{
    private double[] _forces = [];
    private double[] _localEnergies = [];
    private double[] _localVirials = [];
    private double[] _localVirialsHalved = [];
    private double[] _variances = [];
    private double[] _posteriorVariances = [];

    /// <summary>Number of sites the arrays cover.</summary>
    public int SiteCount { get; private set; }

    /// <summary>What was computed.</summary>
    public Properties Computed { get; private set; }

    /// <summary>Total energy (eV), e0 and core potential included.</summary>
    public double Energy { get; set; }

    /// <summary>W = -dE/d(strain), 3x3 in row order (eV).</summary>
    public double[] Virial { get; } = new double[9];

    /// <summary>F, 3 per site (eV/A).</summary>
    public Span<double> Forces => _forces.AsSpan(0, Length(Properties.Forces, 3));

    /// <summary>Local energies (eV), one per site, e0 included.</summary>
    public Span<double> LocalEnergies => _localEnergies.AsSpan(0, Length(Properties.LocalEnergies, 1));

    /// <summary>Local virials, 9 per site (eV): the whole of each pair (i, j) to j. They sum to <see cref="Virial"/>.</summary>
    public Span<double> LocalVirials => _localVirials.AsSpan(0, Length(Properties.LocalVirials, 9));

    /// <summary>Local virials, 9 per site (eV): half of each pair to either atom.</summary>
    public Span<double> LocalVirialsHalved => _localVirialsHalved.AsSpan(0, Length(Properties.LocalVirialsHalved, 9));

    /// <summary>Predicted variances of the local energies (eV^2), one per site.</summary>
    public Span<double> Variances => _variances.AsSpan(0, Length(Properties.Variances, 1));

    /// <summary>Posterior variances of the local energies (eV^2), one per site.</summary>
    public Span<double> PosteriorVariances => _posteriorVariances.AsSpan(0, Length(Properties.PosteriorVariances, 1));

    /// <summary>Sizes and clears the arrays for a new evaluation.</summary>
    public void Reset(int siteCount, Properties properties)
    {
        SiteCount = siteCount;
        Computed = properties;
        Energy = 0;
        Array.Clear(Virial);
        Prepare(ref _forces, Properties.Forces, 3);
        Prepare(ref _localEnergies, Properties.LocalEnergies, 1);
        Prepare(ref _localVirials, Properties.LocalVirials, 9);
        Prepare(ref _localVirialsHalved, Properties.LocalVirialsHalved, 9);
        Prepare(ref _variances, Properties.Variances, 1);
        Prepare(ref _posteriorVariances, Properties.PosteriorVariances, 1);
    }

    private int Length(Properties property, int width) => (Computed & property) != 0 ? SiteCount * width : 0;

    private void Prepare(ref double[] array, Properties property, int width)
    {
        int length = Length(property, width);
        if (array.Length < length)
            array = new double[Math.Max(length, array.Length * 3 / 2)];
        array.AsSpan(0, length).Clear();
    }
}
