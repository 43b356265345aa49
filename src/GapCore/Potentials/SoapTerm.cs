using GapCore.Descriptors;
using GapCore.Descriptors.Soap;
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

    internal override int[] ComponentOrder => [.. Spectrum.ReferenceIndex, Spectrum.Length];

    internal RadialBasis Basis { get; }

    internal PowerSpectrum Spectrum { get; }

    internal override SparseGaussianProcess Process { get; }

    internal override TermWorkspace CreateWorkspace(int blockSize, SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => new SoapWorkspace<Simd512>(this, blockSize, level),
        SimdLevel.Vector256 => new SoapWorkspace<Simd256>(this, blockSize, level),
        _ => new SoapWorkspace<SimdScalar>(this, blockSize, level),
    };
}
