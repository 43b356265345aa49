using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// A block of descriptor vectors and what the kernel makes of them, component by component: element (k, b) of <see cref="X"/> is component
/// k of instance b, at k * Stride + b, so that a vector register holds one component of several instances.
/// </summary>
public sealed class DescriptorPanel
{
    /// <summary>Instances per panel are a multiple of this: three of the widest vectors.</summary>
    public const int Granularity = 24;

    private readonly AlignedArray _x;
    private readonly AlignedArray _values;
    private readonly AlignedArray _adjoints;
    private AlignedArray _scratch;
    private DescriptorPanel? _inner;

    /// <param name="dimensions">Components of a vector, d; rows are padded to a multiple of 8 with zeros.</param>
    /// <param name="capacity">Most instances the panel takes.</param>
    public DescriptorPanel(int dimensions, int capacity)
    {
        Dimensions = dimensions;
        PaddedDimensions = Simd.Pad(dimensions);
        Stride = (capacity + Granularity - 1) / Granularity * Granularity;
        _x = new AlignedArray(PaddedDimensions * Stride);
        _adjoints = new AlignedArray(PaddedDimensions * Stride);
        _values = new AlignedArray(Stride);
        Depths = new int[Stride];
    }

    public int Dimensions { get; }

    /// <summary>d rounded up to whole vectors.</summary>
    public int PaddedDimensions { get; }

    /// <summary>Distance between components; the most instances.</summary>
    public int Stride { get; }

    /// <summary>Instances in use. Lanes beyond it hold finite leftovers and mean nothing.</summary>
    public int Count { get; set; }

    /// <summary>Descriptor vectors x.</summary>
    public Span<double> X => _x;

    /// <summary>g(x), one per instance (eV).</summary>
    public Span<double> Values => _values;

    /// <summary>dg/dx, laid out like <see cref="X"/>.</summary>
    public Span<double> Adjoints => _adjoints;

    /// <summary>Components of each instance that matter, for kernels that take fewer than all.</summary>
    public int[] Depths { get; }

    /// <summary>Scratch of at least this length, which a kernel sizes for itself once.</summary>
    public Span<double> RequireScratch(int length)
    {
        if (_scratch.Length < length)
            _scratch = new AlignedArray(length);
        return _scratch;
    }

    /// <summary>A panel of the same capacity for vectors of other dimensions, for kernels that transform theirs; made once.</summary>
    public DescriptorPanel RequireInner(int dimensions)
    {
        if (_inner is null || _inner.Dimensions != dimensions)
            _inner = new DescriptorPanel(dimensions, Stride);
        return _inner;
    }
}
