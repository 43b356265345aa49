using GapCore.Descriptors;
using GapCore.Neighbours;
using GapFit.LinearAlgebra;

namespace GapFit.Design;

/// <summary>
/// Adds what one coordinate gives the rows of a frame times the weights of several fits, K_nm alpha. The sum over the sparse points comes first:
/// an instance's derivative by any position is that of its vector times the sum's gradient, instead of times every sparse point.
/// </summary>
internal sealed class PredictedRows : InstanceRows
{
    /// <summary>Instances of a batch: few of long vectors, of which the gradients are as long.</summary>
    private const int MostLong = 32, MostShort = 256;

    /// <summary>Rows of derivatives of a batch; an instance may have more.</summary>
    private const int BatchRows = 2048;

    private readonly int _most;
    private readonly KernelSums[] _sets;
    private readonly int[] _fits;
    private readonly int _stride;
    private readonly double[] _x;
    private readonly double[] _sums;
    private readonly double[] _gradients;
    private readonly List<Instance> _instances = [];
    private readonly List<Entry> _entries = [];
    private double[] _derivatives = [];
    private double[] _slopes = [];
    private double[] _products = [];
    private double[][] _predictions = [];

    /// <param name="sets">Columns with weights; their descriptor and metric are the same.</param>
    internal PredictedRows(IReadOnlyList<WeightedColumns> sets)
        : base(sets[0].Columns)
    {
        _most = sets[0].Columns.IsLong ? MostLong : MostShort;
        _sets = [.. sets.Select(set => new KernelSums(set, _most))];
        _fits = [.. sets.SelectMany(set => set.Fits)];
        _stride = sets[0].Columns.Stride;
        _x = new double[_most * _stride];
        _sums = new double[_most * _fits.Length];
        _gradients = new double[_most * _fits.Length * _stride];
    }

    /// <summary>Starts a frame.</summary>
    /// <param name="layout">Its rows.</param>
    /// <param name="predictions">Rows of every fit, which are added to.</param>
    internal void Begin(RowLayout layout, double[][] predictions) => (Layout, _predictions) = (layout, predictions);

    internal override void End()
    {
        if (_instances.Count > 0)
            Flush();
    }

    private protected override void Add(Neighbourhood neighbourhood, DescriptorInstance instance)
    {
        int needed = 3 * instance.Count;
        if (_instances.Count == _most || (_entries.Count > 0 && 3 * _entries.Count + needed > BatchRows))
            Flush();
        int first = 3 * _entries.Count;
        Reserve(first + needed);
        instance.X.CopyTo(_x, _instances.Count * _stride);
        instance.Gradient.AsSpan(0, needed * _stride).CopyTo(_derivatives.AsSpan(first * _stride));
        for (int row = 0; row < needed; row++)
            _slopes[first + row] = instance.Multiplicity * instance.CovarianceGradient[row];
        _instances.Add(new Instance(neighbourhood.Centre, _entries.Count, instance.Count, instance.Multiplicity * instance.Covariance));
        foreach (int neighbour in instance.Neighbours.AsSpan(0, instance.Count))
            _entries.Add(new Entry(
                neighbourhood.Site[neighbour], neighbourhood.Dx[neighbour], neighbourhood.Dy[neighbour], neighbourhood.Dz[neighbour]));
    }

    private void Flush()
    {
        int count = _instances.Count, first = 0;
        foreach (KernelSums set in _sets)
        {
            set.Evaluate(_x, count, _sums.AsSpan(first * count), _entries.Count > 0 ? _gradients.AsSpan(first * count * _stride) : []);
            first += set.Fits.Length;
        }

        for (int b = 0; b < count; b++)
            AddInstance(b, count);
        _instances.Clear();
        _entries.Clear();
    }

    private void AddInstance(int b, int count)
    {
        Instance instance = _instances[b];
        int rows = 3 * instance.Entries;
        if (rows > 0)
            Lapack.Dgemm('T', 'N', rows, _fits.Length, _stride, instance.Factor, _derivatives.AsSpan(3 * instance.First * _stride), _stride,
                _gradients.AsSpan(b * _stride), count * _stride, 0, _products, rows);
        for (int fit = 0; fit < _fits.Length; fit++)
        {
            double[] prediction = _predictions[_fits[fit]];
            double sum = _sums[fit * count + b];
            if (Layout.HasEnergy)
                prediction[0] += instance.Factor * sum;
            ReadOnlySpan<double> products = _products.AsSpan(fit * rows, rows);
            for (int row = 0; row < rows; row++)
                AddDerivative(
                    products[row] + sum * _slopes[3 * instance.First + row], _entries[instance.First + row / 3], row % 3, instance.Centre, prediction);
        }
    }

    /// <summary>Adds the derivative by a displacement from the centre to both ends and to the strain.</summary>
    private void AddDerivative(double derivative, in Entry entry, int axis, int centre, double[] prediction)
    {
        if (Layout.HasForces)
        {
            prediction[Layout.FirstForce + 3 * entry.Site + axis] += derivative;
            prediction[Layout.FirstForce + 3 * centre + axis] -= derivative;
        }

        for (int l = axis; l < 3 && Layout.HasVirial; l++)
            prediction[Layout.FirstVirial + Strain.Row(l, axis)] += entry.Displacement(l) * derivative;
    }

    private void Reserve(int rows)
    {
        if (_slopes.Length >= rows)
            return;
        int size = Math.Max(rows, BatchRows);
        Array.Resize(ref _derivatives, checked(size * _stride));
        Array.Resize(ref _slopes, size);
        _products = new double[checked(size * _fits.Length)];
    }

    /// <summary>A neighbour that an instance depends on: its atom and r_ij (A).</summary>
    private readonly record struct Entry(int Site, double X, double Y, double Z)
    {
        internal double Displacement(int axis) => axis switch
        {
            0 => X,
            1 => Y,
            _ => Z,
        };
    }

    /// <summary>An instance, where its entries are, and what its kernels are multiplied with.</summary>
    private readonly record struct Instance(int Centre, int First, int Entries, double Factor);
}
