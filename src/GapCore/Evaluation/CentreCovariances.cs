using GapCore.Descriptors;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>
/// Covariances of the part e = sum_q f_q g(x_q) that one coordinate has in a local energy: with the coordinate's sparse points and with itself
/// (docs/variance.md). One per thread.
/// </summary>
internal sealed class CentreCovariances
{
    private readonly CoordinateTerm _term;
    private readonly TermWorkspace _workspace;
    private readonly DescriptorInstance _instance;
    private readonly Action<DescriptorInstance> _visit;
    private readonly DescriptorPanel _panel;
    private readonly int _dimensions;
    private readonly double[] _covariances;
    private readonly double[] _sums;
    private double[] _vectors = [];
    private double[] _factors = [];
    private int _count;
    private double _prior;

    internal CentreCovariances(CoordinateTerm term, TermWorkspace workspace)
    {
        _term = term;
        _workspace = workspace;
        _instance = new DescriptorInstance(term.Definition.Dimensions);
        _visit = Add;
        _dimensions = Kernel.Dimensions;
        _panel = new DescriptorPanel(_dimensions, 1) { Count = 1 };
        _covariances = new double[Kernel.SparseCount];
        _sums = new double[Kernel.SparseCount];
    }

    private SparseKernel Kernel => _term.Process.Kernel;

    /// <summary>Writes fs_s sum_q f_q k(x_q, x_s), sparse points a stride apart; returns sum_qq' f_q f_q' k(x_q, x_q') (eV^2).</summary>
    internal double Write(Neighbourhood neighbourhood, Span<double> covariances, int stride)
    {
        _count = 0;
        _prior = 0;
        Array.Clear(_sums);
        _workspace.Differentiate(neighbourhood, false, _instance, _visit);
        for (int s = 0; s < _sums.Length; s++)
            covariances[s * stride] = _term.Definition.SparseCutoffs[s] * _sums[s];
        return _prior;
    }

    private void Add(DescriptorInstance instance)
    {
        double factor = instance.Multiplicity * instance.Covariance;
        ReadOnlySpan<double> x = instance.X.AsSpan(0, _dimensions);
        for (int k = 0; k < _dimensions; k++)
            _panel.X[k * _panel.Stride] = x[k];
        Kernel.Covariances(_panel, 0, _covariances);
        VectorProduct.AddScaled(_covariances, factor, _sums);

        double withEarlier = 0;
        for (int q = 0; q < _count; q++)
            withEarlier += _factors[q] * Kernel.Covariance(_vectors.AsSpan(q * _dimensions, _dimensions), x);
        _prior += factor * (2 * withEarlier + factor * Kernel.Covariance(x, x));
        Keep(x, factor);
    }

    private void Keep(ReadOnlySpan<double> x, double factor)
    {
        if (_count == _factors.Length)
        {
            int size = Math.Max(1, 2 * _count);
            Array.Resize(ref _factors, size);
            Array.Resize(ref _vectors, size * _dimensions);
        }

        _factors[_count] = factor;
        x.CopyTo(_vectors.AsSpan(_count * _dimensions));
        _count++;
    }
}
