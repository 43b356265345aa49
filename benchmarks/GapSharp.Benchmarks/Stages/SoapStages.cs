using GapCore.Descriptors.Soap;
using GapCore.Kernels;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapSharp.Benchmarks.Stages;

/// <summary>The stages of the SOAP term, one by one, in the widest arithmetic of the processor.</summary>
internal sealed class SoapStages
{
    private readonly StageCase _case;
    private readonly IExpansionStage _expansion;
    private readonly PowerSpectrum _spectrum;
    private readonly SparseKernel _kernel;
    private readonly DescriptorPanel _panel;
    private readonly double[] _coefficients;
    private readonly double[] _vector;
    private readonly double[] _adjoint;
    private readonly double[] _square;

    internal SoapStages(StageCase stageCase)
    {
        _case = stageCase;
        SoapTerm term = stageCase.Potential.Coordinates.OfType<SoapTerm>().First();
        _spectrum = term.Spectrum;
        _kernel = term.Process.Kernel;
        _coefficients = new double[_spectrum.ExpansionLength];
        _vector = new double[_spectrum.Length];
        _adjoint = new double[_spectrum.ExpansionLength];
        _square = new double[_spectrum.RowStride * _spectrum.RowStride];
        _expansion = Simd.Best switch
        {
            SimdLevel.Vector512 => new ExpansionStage<Simd512>(term),
            SimdLevel.Vector256 => new ExpansionStage<Simd256>(term),
            _ => new ExpansionStage<SimdScalar>(term),
        };
        _panel = new DescriptorPanel(_kernel.Dimensions, StageCase.BlockSize) { Count = StageCase.BlockSize };
        FillPanel();
    }

    internal void Expand()
    {
        foreach (NeighbourhoodBlock block in _case.Blocks)
            for (int i = 0; i < block.Count; i++)
                _expansion.Forward(block[i], _coefficients);
    }

    internal void Spectrum()
    {
        for (int i = 0; i < StageCase.Atoms; i++)
            _spectrum.Forward(_coefficients, _vector, _square);
    }

    internal void Kernel(bool gradients)
    {
        for (int i = 0; i < _case.Blocks.Length; i++)
            _kernel.Evaluate(_panel, gradients, Simd.Best);
    }

    /// <summary>From de/dp to pair gradients: adjoints of the power spectrum and of the expansion.</summary>
    internal void Reverse()
    {
        foreach (NeighbourhoodBlock block in _case.Blocks)
            for (int i = 0; i < block.Count; i++)
            {
                _spectrum.Backward(_coefficients, _vector, _adjoint, _square);
                _expansion.Backward(block[i], _adjoint);
            }
    }

    /// <summary>The descriptors of the first block.</summary>
    private void FillPanel()
    {
        for (int i = 0; i < StageCase.BlockSize; i++)
        {
            _expansion.Forward(_case.Blocks[0][i], _coefficients);
            _spectrum.Forward(_coefficients, _vector, _square);
            double norm = Math.Sqrt(_vector.Sum(x => x * x));
            for (int k = 0; k < _vector.Length; k++)
                _panel.X[k * _panel.Stride + i] = _vector[k] / norm;
        }
    }
}
