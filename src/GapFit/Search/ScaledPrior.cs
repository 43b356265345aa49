using GapFit.Design;

namespace GapFit.Search;

/// <summary>
/// L of delta^2 K + jitter = L L^T for the columns of a coordinate in the order of a union; kept while delta and jitter stay the same. Not
/// thread-safe.
/// </summary>
internal sealed class ScaledPrior
{
    private readonly ColumnSelection.Coordinate _coordinate;
    private readonly double[] _lower;
    private (double Scale, double Jitter)? _made;

    internal ScaledPrior(ColumnSelection.Coordinate coordinate)
    {
        _coordinate = coordinate;
        _lower = new double[coordinate.Places.Length * coordinate.Places.Length];
    }

    /// <param name="covariance">K of the family.</param>
    /// <param name="scale">delta^2.</param>
    /// <param name="jitter">Added to the diagonal, eV^2.</param>
    /// <exception cref="GapCore.GapException">Numeric: K is singular to rounding.</exception>
    internal double[] Lower(double[] covariance, double scale, double jitter)
    {
        if (_made == (scale, jitter))
            return _lower;
        _made = null;
        int[] places = _coordinate.Places;
        for (int s = 0; s < places.Length; s++)
        {
            ReadOnlySpan<double> column = covariance.AsSpan(places[s] * _coordinate.All.Count, _coordinate.All.Count);
            Span<double> own = _lower.AsSpan(s * places.Length, places.Length);
            for (int t = s; t < places.Length; t++)
                own[t] = scale * column[places[t]];
            own[s] += jitter;
        }

        SparseCovariance.Cholesky(_coordinate.Columns, _lower, jitter);
        _made = (scale, jitter);
        return _lower;
    }
}
