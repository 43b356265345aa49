using GapCore.Descriptors;
using GapCore.Descriptors.Angle3b;
using GapCore.Descriptors.Distance2b;
using GapCore.Descriptors.Soap;
using GapCore.Kernels;

namespace GapCore.Potentials;

/// <summary>A term made from a coordinate of the file.</summary>
public abstract class CoordinateTerm : GapTerm
{
    /// <summary>Version stamp that selects today's conventions.</summary>
    internal const long CurrentVersion = long.MaxValue;

    private protected CoordinateTerm(CoordinateDefinition definition, DescriptorString text, int dimensions)
    {
        if (definition.Dimensions != dimensions)
            throw new GapException(GapErrorKind.Format, $"coordinate {definition.Label} has dimensions={definition.Dimensions}, expected "
                + $"{dimensions} for descriptor '{definition.Descriptor.Trim()}'");
        Definition = definition;
        Text = text;
    }

    public CoordinateDefinition Definition { get; }

    /// <summary>The descriptor string, parsed.</summary>
    public DescriptorString Text { get; }

    /// <summary>Most components that the kernel's products use: fewer than the dimensions where the sparse points are compressed.</summary>
    public int Rank => Process.Kernel.Rank;

    /// <summary>Whether the products work in the space of the sparse points, within <see cref="GapPotential.CompressionBound"/>.</summary>
    public bool IsCompressed => Process.Kernel is CompressedKernel;

    /// <summary>Place in QUIP's order of each component of a <see cref="DescriptorInstance"/>.</summary>
    internal virtual int[] ComponentOrder => [.. Enumerable.Range(0, Definition.Dimensions)];

    internal abstract SparseGaussianProcess Process { get; }

    /// <summary>Makes the term of a coordinate; refuses descriptors and kernels that are not supported by name.</summary>
    /// <param name="definition">The coordinate.</param>
    /// <param name="gapVersion">Version stamp of the potential: selects old conventions.</param>
    /// <param name="compress">Whether kernels may be compressed within their bound.</param>
    public static CoordinateTerm Create(CoordinateDefinition definition, long gapVersion, bool compress)
    {
        DescriptorString text = DescriptorString.Parse(definition.Descriptor);
        return text.Name switch
        {
            "soap" => new SoapTerm(definition, text, gapVersion, compress),
            "distance_2b" => new Distance2bTerm(definition, text),
            "angle_3b" => new Angle3bTerm(definition, text),
            _ => throw new GapException(GapErrorKind.Unsupported,
                $"descriptor '{text.Name}' is not supported, expected soap, distance_2b or angle_3b in coordinate {definition.Label}"),
        };
    }

    /// <summary>A term that only describes: the descriptor of a string, current conventions, one sparse point of no weight.</summary>
    public static CoordinateTerm ForDescriptor(string descriptor)
    {
        DescriptorString text = DescriptorString.Parse(descriptor);
        int dimensions = text.Name switch
        {
            "soap" => new PowerSpectrum(SoapParameters.Parse(text, CurrentVersion)).Length + 1,
            "distance_2b" => Distance2bParameters.Parse(text).Dimensions,
            _ => Angle3bParameters.Dimensions,
        };
        CoordinateDefinition definition = new()
        {
            Label = "descriptor",
            Descriptor = descriptor,
            Kernel = KernelKind.DotProduct,
            EnergyScale = 1,
            SignalMean = 0,
            Zeta = 1,
            Dimensions = dimensions,
            SparsePoints = new double[dimensions],
            Weights = [0],
            SparseCutoffs = [1],
        };
        return Create(definition, CurrentVersion, false);
    }
}
