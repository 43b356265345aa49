using GapCore.Atoms;

namespace GapCore.Neighbours;

/// <summary>
/// Geometry of the binning: a full basis (free directions completed by unit vectors perpendicular to the periodic ones), the number of
/// bins along each vector and how many bins away a neighbour within the cutoff can lie.
/// </summary>
internal sealed class CellGrid
{
    /// <summary>Beyond this many images per atom a periodic cell is taken for a mistake.</summary>
    private const double MaxImages = 1e6;

    private readonly double[] _basis = new double[9];
    private readonly double[] _inverse = new double[9];
    private readonly double[] _origin = new double[3];
    private readonly double[] _perBin = new double[3];
    private readonly bool[] _periodic = new bool[3];

    /// <summary>Bins along each vector.</summary>
    internal int[] Bins { get; } = new int[3];

    /// <summary>Bins to look in on either side.</summary>
    internal int[] Reach { get; } = new int[3];

    internal int BinCount => Bins[0] * Bins[1] * Bins[2];

    internal ReadOnlySpan<double> Basis => _basis;

    internal bool IsPeriodic(int d) => _periodic[d];

    /// <summary>Lays the grid over the atoms.</summary>
    internal void Fit(Cell cell, ReadOnlySpan<double> positions, double cutoff)
    {
        CompleteBasis(cell);
        Invert();
        Span<double> low = [0, 0, 0];
        Span<double> high = [1, 1, 1];
        FractionalRange(positions, low, high);
        int atoms = positions.Length / 3;
        double mostBins = Math.Max(1, Math.Cbrt(8.0 * atoms + 64));
        double images = 1;
        for (int d = 0; d < 3; d++)
        {
            // Rows of H^-T have length 1/height: bins no thinner than needed to hold the cutoff in one step where possible.
            double height = 1 / Math.Sqrt(_inverse[d] * _inverse[d] + _inverse[3 + d] * _inverse[3 + d] + _inverse[6 + d] * _inverse[6 + d]);
            double extent = _periodic[d] ? height : Math.Max((high[d] - low[d]) * height, 1e-3) * (1 + 1e-9);
            Bins[d] = (int)Math.Clamp(Math.Floor(extent / cutoff), 1, mostBins);
            _origin[d] = _periodic[d] ? 0 : low[d];
            _perBin[d] = Bins[d] * height / extent;
            double reach = Math.Ceiling(cutoff * Bins[d] / extent * (1 + 1e-12));
            if (!_periodic[d])
                reach = Math.Min(reach, Bins[d] - 1);
            images *= _periodic[d] ? 2 * reach / Bins[d] + 1 : 1;
            if (images > MaxImages)
                throw new GapException(GapErrorKind.Argument,
                    $"cell needs more than {MaxImages:g} periodic images within the cutoff of {cutoff} A, expected a larger cell");
            Reach[d] = (int)reach;
        }
    }

    /// <summary>Bin of a position, and the position wrapped into the cell along the periodic vectors.</summary>
    internal int Locate(ref double x, ref double y, ref double z)
    {
        int bin = 0;
        double wx = x, wy = y, wz = z;
        for (int d = 0; d < 3; d++)
        {
            double fraction = x * _inverse[d] + y * _inverse[3 + d] + z * _inverse[6 + d];
            if (_periodic[d])
            {
                double shift = Math.Floor(fraction);
                fraction -= shift;
                wx -= shift * _basis[3 * d];
                wy -= shift * _basis[3 * d + 1];
                wz -= shift * _basis[3 * d + 2];
            }

            int index = (int)Math.Clamp((fraction - _origin[d]) * _perBin[d], 0, Bins[d] - 1);
            bin = bin * Bins[d] + index;
        }

        (x, y, z) = (wx, wy, wz);
        return bin;
    }

    private void CompleteBasis(Cell cell)
    {
        cell.Rows.CopyTo(_basis);
        for (int d = 0; d < 3; d++)
            _periodic[d] = cell.IsPeriodic(d);
        Span<double> best = stackalloc double[3];
        for (int d = 0; d < 3; d++)
        {
            if (_periodic[d])
                continue;
            // A unit vector perpendicular to all vectors already fixed (periodic, or completed before).
            Span<double> v = _basis.AsSpan(3 * d, 3);
            double bestNorm = -1;
            for (int axis = 0; axis < 3; axis++)
            {
                v.Clear();
                v[axis] = 1;
                RemoveComponents(v, d);
                double norm = CellGeometry.Norm(v);
                if (norm > bestNorm)
                {
                    bestNorm = norm;
                    v.CopyTo(best);
                }
            }

            for (int c = 0; c < 3; c++)
                v[c] = best[c] / bestNorm;
        }
    }

    /// <summary>Projects the span of the fixed vectors out of v (Gram-Schmidt over an orthonormal basis of that span).</summary>
    private void RemoveComponents(Span<double> v, int direction)
    {
        Span<double> fixedBasis = stackalloc double[9];
        int count = 0;
        for (int e = 0; e < 3; e++)
        {
            if (e == direction || (!_periodic[e] && e > direction))
                continue;
            Span<double> b = fixedBasis.Slice(3 * count, 3);
            _basis.AsSpan(3 * e, 3).CopyTo(b);
            for (int f = 0; f < count; f++)
                Subtract(b, fixedBasis.Slice(3 * f, 3));
            double norm = CellGeometry.Norm(b);
            for (int c = 0; c < 3; c++)
                b[c] /= norm;
            count++;
        }

        for (int f = 0; f < count; f++)
            Subtract(v, fixedBasis.Slice(3 * f, 3));
    }

    private static void Subtract(Span<double> v, ReadOnlySpan<double> unit)
    {
        double dot = v[0] * unit[0] + v[1] * unit[1] + v[2] * unit[2];
        for (int c = 0; c < 3; c++)
            v[c] -= dot * unit[c];
    }

    /// <summary>Inverse of H with fraction_d = sum_c r_c inverse[3 c + d].</summary>
    private void Invert()
    {
        double determinant = CellGeometry.Determinant(_basis);
        Span<double> cross = stackalloc double[3];
        for (int d = 0; d < 3; d++)
        {
            int next = (d + 1) % 3, after = (d + 2) % 3;
            CellGeometry.Cross(_basis.AsSpan(3 * next, 3), _basis.AsSpan(3 * after, 3), cross);
            for (int c = 0; c < 3; c++)
                _inverse[3 * c + d] = cross[c] / determinant;
        }
    }

    private void FractionalRange(ReadOnlySpan<double> positions, Span<double> low, Span<double> high)
    {
        for (int d = 0; d < 3; d++)
        {
            if (_periodic[d])
                continue;
            (low[d], high[d]) = (double.MaxValue, double.MinValue);
            for (int i = 0; i < positions.Length; i += 3)
            {
                double f = positions[i] * _inverse[d] + positions[i + 1] * _inverse[3 + d] + positions[i + 2] * _inverse[6 + d];
                low[d] = Math.Min(low[d], f);
                high[d] = Math.Max(high[d], f);
            }
        }
    }
}
