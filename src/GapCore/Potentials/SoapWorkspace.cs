using GapCore.Descriptors;
using GapCore.Descriptors.Soap;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;

namespace GapCore.Potentials;

/// <summary>Evaluates a <see cref="SoapTerm"/>: forward pass of every centre of a block, kernel of all of them together, reverse pass.</summary>
internal sealed class SoapWorkspace<T> : TermWorkspace
    where T : struct, ISimdDouble<T>
{
    private readonly SoapTerm _term;
    private readonly SimdLevel _level;
    private readonly SoapExpansion _expansion;
    private readonly AlignedArray _coefficients;
    private readonly double[] _norms;
    private readonly int[] _centre;
    private readonly DescriptorPanel _panel;
    private readonly AlignedArray _vectors;
    private readonly AlignedArray _vectorAdjoints;
    private readonly AlignedArray _adjoint;
    private readonly int _length;
    private readonly int _row;
    private readonly AlignedArray _square;
    private SoapDerivatives? _derivatives;
    private int _count;

    internal SoapWorkspace(SoapTerm term, int blockSize, SimdLevel level)
    {
        _term = term;
        _level = level;
        PowerSpectrum spectrum = term.Spectrum;
        _expansion = new SoapExpansion(term.Parameters, term.Basis, spectrum.RowStride);
        _coefficients = new AlignedArray(blockSize * spectrum.ExpansionLength);
        _norms = new double[blockSize];
        _centre = new int[blockSize];
        _panel = new DescriptorPanel(term.Process.Kernel.Dimensions, blockSize);
        _length = spectrum.Length;
        _row = _panel.PaddedDimensions;
        _vectors = new AlignedArray(_panel.Stride * _row);
        _vectorAdjoints = new AlignedArray(_panel.Stride * _row);
        _adjoint = new AlignedArray(spectrum.ExpansionLength);
        _square = new AlignedArray(spectrum.RowStride * spectrum.RowStride);
    }

    internal override void Evaluate(NeighbourhoodBlock block, bool gradients)
    {
        FillPanel(block);
        _term.Process.Kernel.Evaluate(_panel, gradients, _level);
        if (gradients)
            for (int k = 0; k < _row; k += Transposition.Rows)
                Transposition.Turn(_panel.Adjoints[(k * _panel.Stride)..], _panel.Stride, _vectorAdjoints.AsSpan(k), _row, _count);
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

    internal override void Differentiate(
        Neighbourhood neighbourhood, bool gradients, DescriptorInstance instance, Action<DescriptorInstance> visit)
    {
        if (!IsCentre(neighbourhood))
            return;
        Vector(neighbourhood, 0);
        ReadOnlySpan<double> vector = _vectors.AsSpan(0, _length);
        vector.CopyTo(instance.X);
        instance.X[_length] = _term.Parameters.CovarianceSigma0;
        instance.Covariance = 1;
        instance.Begin(0);
        bool hasDirection = !_term.Parameters.Normalise || _norms[0] != 0;
        if (gradients && hasDirection)
        {
            _derivatives ??= new SoapDerivatives(_term.Parameters, _term.Spectrum, _expansion);
            _derivatives.Write<T>(neighbourhood, _coefficients.AsSpan(0, _term.Spectrum.ExpansionLength), vector, _norms[0], instance);
        }

        visit(instance);
    }

    internal override void Describe(Neighbourhood neighbourhood, List<double> values, List<int> centres)
    {
        if (!IsCentre(neighbourhood))
            return;
        Vector(neighbourhood, 0);
        int start = values.Count;
        values.AddRange(new double[_length + 1]);
        for (int k = 0; k < _length; k++)
            values[start + _term.Spectrum.ReferenceIndex[k]] = _vectors[k];
        values[start + _length] = _term.Parameters.CovarianceSigma0;
        centres.Add(neighbourhood.Centre);
    }

    /// <summary>Vectors of the block's centres as rows, then turned into the panel's columns.</summary>
    private void FillPanel(NeighbourhoodBlock block)
    {
        _count = 0;
        for (int i = 0; i < block.Count; i++)
        {
            if (!IsCentre(block[i]))
                continue;
            Vector(block[i], _count);
            if (_panel.Dimensions > _length)
                _vectors[_count * _row + _length] = _term.Parameters.CovarianceSigma0;
            _centre[_count++] = i;
        }

        _panel.Count = _count;
        for (int slot = 0; slot < _count; slot += Transposition.Rows)
            Transposition.Turn(_vectors.AsSpan(slot * _row), _row, _panel.X[slot..], _panel.Stride, _panel.Dimensions);
    }

    /// <summary>Normalised power spectrum of a centre into its row; keeps what the reverse pass of that slot needs.</summary>
    private void Vector(Neighbourhood neighbourhood, int slot)
    {
        PowerSpectrum spectrum = _term.Spectrum;
        Span<double> coefficients = _coefficients.AsSpan(slot * spectrum.ExpansionLength, spectrum.ExpansionLength);
        Span<double> vector = _vectors.AsSpan(slot * _row, _length);
        _expansion.Forward<T>(neighbourhood, coefficients);
        spectrum.Forward(coefficients, vector, _square);
        double norm = Math.Sqrt(VectorProduct.Dot(vector, vector));
        _norms[slot] = norm;
        if (_term.Parameters.Normalise && norm != 0)
            VectorProduct.Scale(vector, 1 / norm);
    }

    /// <summary>de/dq to de/dp = (I - q q^T) de/dq / |p|, to de/dX, to pair gradients.</summary>
    private void Backward(Neighbourhood neighbourhood, int slot)
    {
        PowerSpectrum spectrum = _term.Spectrum;
        Span<double> adjoint = _vectorAdjoints.AsSpan(slot * _row, _length);
        if (_term.Parameters.Normalise)
        {
            ReadOnlySpan<double> vector = _vectors.AsSpan(slot * _row, _length);
            VectorProduct.AddScaled(vector, -VectorProduct.Dot(adjoint, vector), adjoint);
            VectorProduct.Scale(adjoint, 1 / _norms[slot]);
        }

        spectrum.Backward(_coefficients.AsSpan(slot * spectrum.ExpansionLength, spectrum.ExpansionLength), adjoint, _adjoint, _square);
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
