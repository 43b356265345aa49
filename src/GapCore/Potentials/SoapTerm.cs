using GapCore.Descriptors;
using GapCore.Descriptors.Soap;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>SOAP with any kernel: one instance per centre, covariance cutoff 1.</summary>
public sealed class SoapTerm : CoordinateTerm
{
    internal SoapTerm(CoordinateDefinition definition, DescriptorString text, long gapVersion, bool compress)
        : this(definition, text, SoapParameters.Parse(text, gapVersion), compress)
    {
    }

    private SoapTerm(CoordinateDefinition definition, DescriptorString text, SoapParameters parameters, bool compress)
        : base(definition, text, new PowerSpectrum(parameters).Length + 1)
    {
        Parameters = parameters;
        Basis = new RadialBasis(parameters);
        Spectrum = new PowerSpectrum(parameters);

        // The last component is covariance_sigma0 on both sides: a column of zeros is left out.
        bool keepLast = parameters.CovarianceSigma0 != 0 || definition.Kernel != KernelKind.DotProduct;
        int[] order = keepLast ? [.. Spectrum.ReferenceIndex, Spectrum.Length] : Spectrum.ReferenceIndex;
        Process = new SparseGaussianProcess(definition, order, compress);
        Species = parameters.CentreSpecies.Concat(parameters.NeighbourSpecies).Distinct().ToArray();
    }

    public SoapParameters Parameters { get; }

    public override double Cutoff => Parameters.Cutoff.Cutoff;

    public override IReadOnlyList<int> Species { get; }

    public override long Bytes => Process.Kernel.Bytes + Basis.Table.Bytes;

    internal RadialBasis Basis { get; }

    internal PowerSpectrum Spectrum { get; }

    internal SparseGaussianProcess Process { get; }

    internal override TermWorkspace CreateWorkspace(int blockSize, SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => new SoapWorkspace<Simd512>(this, blockSize, level),
        SimdLevel.Vector256 => new SoapWorkspace<Simd256>(this, blockSize, level),
        _ => new SoapWorkspace<SimdScalar>(this, blockSize, level),
    };
}

internal sealed class SoapWorkspace<T> : TermWorkspace
    where T : struct, ISimdDouble<T>
{
    private readonly SoapTerm _term;
    private readonly SimdLevel _level;
    private readonly SoapExpansion _expansion;
    private readonly double[] _coefficients;
    private readonly double[] _norms;
    private readonly int[] _centre;
    private readonly DescriptorPanel _panel;
    private readonly double[] _vector;
    private readonly double[] _adjoint;
    private readonly double[] _square;
    private int _count;

    internal SoapWorkspace(SoapTerm term, int blockSize, SimdLevel level)
    {
        _term = term;
        _level = level;
        PowerSpectrum spectrum = term.Spectrum;
        _expansion = new SoapExpansion(term.Parameters, term.Basis, spectrum.RowStride);
        _coefficients = new double[blockSize * spectrum.ExpansionLength];
        _norms = new double[blockSize];
        _centre = new int[blockSize];
        _panel = new DescriptorPanel(term.Process.Kernel.Dimensions, blockSize);
        _vector = new double[spectrum.Length];
        _adjoint = new double[spectrum.ExpansionLength];
        _square = new double[spectrum.RowStride * spectrum.RowStride];
    }

    internal override void Evaluate(NeighbourhoodBlock block, bool gradients)
    {
        FillPanel(block);
        _term.Process.Kernel.Evaluate(_panel, gradients, _level);
        for (int i = 0; i < _count; i++)
        {
            // A normalised centre without any density has no direction in descriptor space and adds nothing.
            if (_term.Parameters.Normalise && _norms[i] == 0)
                continue;
            block.Energies[_centre[i]] += _panel.Values[i];
            if (gradients)
                Backward(block[_centre[i]], i);
        }
    }

    internal override void AddVariances(NeighbourhoodBlock block)
    {
        FillPanel(block);
        for (int i = 0; i < _count; i++)
            block.Variances[_centre[i]] += _term.Process.VarianceOf(_panel, i);
    }

    internal override void Describe(Neighbourhood neighbourhood, List<double> values, List<int> centres)
    {
        if (!IsCentre(neighbourhood))
            return;
        Vector(neighbourhood, 0);
        int start = values.Count;
        values.AddRange(new double[_vector.Length + 1]);
        for (int k = 0; k < _vector.Length; k++)
            values[start + _term.Spectrum.ReferenceIndex[k]] = _vector[k];
        values[start + _vector.Length] = _term.Parameters.CovarianceSigma0;
        centres.Add(neighbourhood.Centre);
    }

    private void FillPanel(NeighbourhoodBlock block)
    {
        _count = 0;
        int stride = _panel.Stride;
        for (int i = 0; i < block.Count; i++)
        {
            if (!IsCentre(block[i]))
                continue;
            Vector(block[i], _count);
            for (int k = 0; k < _vector.Length; k++)
                _panel.X[k * stride + _count] = _vector[k];
            if (_panel.Dimensions > _vector.Length)
                _panel.X[_vector.Length * stride + _count] = _term.Parameters.CovarianceSigma0;
            _centre[_count++] = i;
        }

        _panel.Count = _count;
    }

    /// <summary>Normalised power spectrum of a centre into the vector; keeps what the reverse pass of that slot needs.</summary>
    private void Vector(Neighbourhood neighbourhood, int slot)
    {
        PowerSpectrum spectrum = _term.Spectrum;
        Span<double> coefficients = _coefficients.AsSpan(slot * spectrum.ExpansionLength, spectrum.ExpansionLength);
        _expansion.Forward<T>(neighbourhood, coefficients);
        spectrum.Forward(coefficients, _vector, _square);
        double norm = Math.Sqrt(VectorProduct.Dot(_vector, _vector));
        _norms[slot] = norm;
        if (!_term.Parameters.Normalise || norm == 0)
            return;
        double inverse = 1 / norm;
        for (int k = 0; k < _vector.Length; k++)
            _vector[k] *= inverse;
    }

    /// <summary>de/dq to de/dp = (I - q q^T) de/dq / |p|, to de/dX, to pair gradients.</summary>
    private void Backward(Neighbourhood neighbourhood, int slot)
    {
        PowerSpectrum spectrum = _term.Spectrum;
        int stride = _panel.Stride;
        if (_term.Parameters.Normalise)
        {
            double along = 0;
            for (int k = 0; k < _vector.Length; k++)
                along += _panel.Adjoints[k * stride + slot] * _panel.X[k * stride + slot];
            double inverse = 1 / _norms[slot];
            for (int k = 0; k < _vector.Length; k++)
                _vector[k] = (_panel.Adjoints[k * stride + slot] - along * _panel.X[k * stride + slot]) * inverse;
        }
        else
        {
            for (int k = 0; k < _vector.Length; k++)
                _vector[k] = _panel.Adjoints[k * stride + slot];
        }

        Span<double> coefficients = _coefficients.AsSpan(slot * spectrum.ExpansionLength, spectrum.ExpansionLength);
        spectrum.Backward(coefficients, _vector, _adjoint, _square);
        _expansion.Backward<T>(neighbourhood, _adjoint);
    }

    private bool IsCentre(Neighbourhood neighbourhood)
    {
        foreach (int z in _term.Parameters.CentreSpecies)
            if (SpeciesMatch.Matches(z, neighbourhood.CentreNumber))
                return true;
        return false;
    }
}
