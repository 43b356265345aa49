using GapCore.Atoms;

namespace GapCore.Neighbours;

/// <summary>
/// GapSharp's own neighbour search: atoms sorted into bins of the cutoff's size, cost and memory linear in the number of atoms. Any cell
/// (triclinic, left-handed, smaller than the cutoff), any mix of periodic directions. Neighbours are gathered per centre; no pair is stored.
/// </summary>
public sealed class NeighbourList : NeighbourSource
{
    private readonly CellGrid _grid = new();
    private double _cutoff;
    private int _count;
    private int[] _binOfAtom = [];
    private int[] _binStart = [];
    private int[] _sortedAtom = [];
    private int[] _sortedNumber = [];
    private double[] _sortedX = [];
    private double[] _sortedY = [];
    private double[] _sortedZ = [];
    private double[] _wrapped = [];
    private int[] _numbers = [];

    public override int SiteCount => _count;

    public override int CentreCount => _count;

    /// <summary>Prepares the search for a structure: atomic numbers (N), positions (3N, A).</summary>
    /// <param name="numbers">Atomic numbers.</param>
    /// <param name="positions">Positions (A), inside or outside the cell.</param>
    /// <param name="cell">Lattice and periodic directions.</param>
    /// <param name="cutoff">Largest distance that will be asked for (A), positive.</param>
    public void Build(ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, double cutoff)
    {
        _count = numbers.Length;
        _cutoff = cutoff;
        _grid.Fit(cell, positions, cutoff);
        Reserve();
        numbers.CopyTo(_numbers);
        positions.CopyTo(_wrapped);
        Sort();
    }

    public override void Gather(int centre, double cutoff, Neighbourhood neighbourhood)
    {
        if (cutoff > _cutoff)
            throw new GapException(GapErrorKind.Argument, $"neighbours within {cutoff} A asked of a list built for {_cutoff} A");
        neighbourhood.Begin(centre, _numbers[centre]);
        double x = _wrapped[3 * centre], y = _wrapped[3 * centre + 1], z = _wrapped[3 * centre + 2];
        int[] bins = _grid.Bins;
        int bin = _binOfAtom[centre];
        int c = bin % bins[2], b = bin / bins[2] % bins[1], a = bin / (bins[2] * bins[1]);
        double squared = cutoff * cutoff;
        for (int i = a - _grid.Reach[0]; i <= a + _grid.Reach[0]; i++)
        {
            if (!Fold(0, i, out int ia, out double sa))
                continue;
            for (int j = b - _grid.Reach[1]; j <= b + _grid.Reach[1]; j++)
            {
                if (!Fold(1, j, out int jb, out double sb))
                    continue;
                for (int k = c - _grid.Reach[2]; k <= c + _grid.Reach[2]; k++)
                {
                    if (!Fold(2, k, out int kc, out double sc))
                        continue;
                    ReadOnlySpan<double> h = _grid.Basis;
                    double tx = sa * h[0] + sb * h[3] + sc * h[6] - x;
                    double ty = sa * h[1] + sb * h[4] + sc * h[7] - y;
                    double tz = sa * h[2] + sb * h[5] + sc * h[8] - z;
                    Scan((ia * bins[1] + jb) * bins[2] + kc, tx, ty, tz, sa == 0 && sb == 0 && sc == 0, squared, neighbourhood);
                }
            }
        }
    }

    private void Scan(int bin, double tx, double ty, double tz, bool home, double squared, Neighbourhood neighbourhood)
    {
        int end = _binStart[bin + 1];
        for (int s = _binStart[bin]; s < end; s++)
        {
            double dx = _sortedX[s] + tx, dy = _sortedY[s] + ty, dz = _sortedZ[s] + tz;
            if (dx * dx + dy * dy + dz * dz >= squared || (home && _sortedAtom[s] == neighbourhood.Centre))
                continue;
            neighbourhood.Add(_sortedAtom[s], _sortedNumber[s], dx, dy, dz, squared);
        }
    }

    /// <summary>Bin within the cell and how many lattice vectors away it lies; false beyond the atoms of a free direction.</summary>
    private bool Fold(int direction, int bin, out int folded, out double shift)
    {
        int bins = _grid.Bins[direction];
        if (!_grid.IsPeriodic(direction))
        {
            folded = bin;
            shift = 0;
            return (uint)bin < (uint)bins;
        }

        int cells = bin >= 0 ? bin / bins : -((bins - 1 - bin) / bins);
        folded = bin - cells * bins;
        shift = cells;
        return true;
    }

    private void Reserve()
    {
        if (_binStart.Length < _grid.BinCount + 1)
            _binStart = new int[(_grid.BinCount + 1) * 3 / 2];
        if (_numbers.Length >= _count)
            return;
        int size = _count * 5 / 4;
        _numbers = new int[size];
        _binOfAtom = new int[size];
        _sortedAtom = new int[size];
        _sortedNumber = new int[size];
        _sortedX = new double[size];
        _sortedY = new double[size];
        _sortedZ = new double[size];
        _wrapped = new double[3 * size];
    }

    /// <summary>Counting sort of the wrapped atoms by bin.</summary>
    private void Sort()
    {
        int binCount = _grid.BinCount;
        _binStart.AsSpan(0, binCount + 1).Clear();
        for (int i = 0; i < _count; i++)
        {
            int bin = _grid.Locate(ref _wrapped[3 * i], ref _wrapped[3 * i + 1], ref _wrapped[3 * i + 2]);
            _binOfAtom[i] = bin;
            _binStart[bin + 1]++;
        }

        for (int bin = 0; bin < binCount; bin++)
            _binStart[bin + 1] += _binStart[bin];
        for (int i = _count - 1; i >= 0; i--)
        {
            int at = --_binStart[_binOfAtom[i] + 1];
            _sortedAtom[at] = i;
            _sortedNumber[at] = _numbers[i];
            _sortedX[at] = _wrapped[3 * i];
            _sortedY[at] = _wrapped[3 * i + 1];
            _sortedZ[at] = _wrapped[3 * i + 2];
        }

        // Each end was walked down to its bin's start: shift the starts back into place.
        for (int bin = 0; bin < binCount; bin++)
            _binStart[bin] = _binStart[bin + 1];
        _binStart[binCount] = _count;
    }
}
