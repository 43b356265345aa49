namespace GapFit.Sparsification;

/// <summary>Smallest and largest value of each component of the vectors seen.</summary>
internal sealed class ComponentRange(int dimensions)
{
    private readonly double[] _largest = Enumerable.Repeat(double.NegativeInfinity, dimensions).ToArray();

    internal double[] Smallest { get; } = Enumerable.Repeat(double.PositiveInfinity, dimensions).ToArray();

    /// <summary>max - min of each component.</summary>
    internal double[] Widths => Array.ConvertAll(Enumerable.Range(0, dimensions).ToArray(), k => _largest[k] - Smallest[k]);

    internal void Add(ReadOnlySpan<double> x)
    {
        for (int k = 0; k < x.Length; k++)
        {
            Smallest[k] = Math.Min(Smallest[k], x[k]);
            _largest[k] = Math.Max(_largest[k], x[k]);
        }
    }
}
