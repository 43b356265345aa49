using GapCore.Numerics;
using GapCore.Potentials;

namespace GapFit.Design;

/// <summary>One coordinate of a fit with its sparse points: some columns of the design matrix.</summary>
internal sealed class FitColumns
{
    private readonly Lazy<AlignedArray> _packed;

    /// <param name="definition">The coordinate; its weights are ignored.</param>
    /// <param name="first">Its first column.</param>
    /// <param name="term">Describes structures; null: made here.</param>
    internal FitColumns(CoordinateDefinition definition, int first, CoordinateTerm? term = null)
    {
        Definition = definition;
        Term = term ?? CoordinateTerm.ForDescriptor(definition.Descriptor);
        Kernel = FitKernel.Of(definition);
        First = first;
        Stride = Simd.Pad(definition.Dimensions);
        Points = new double[Count * Stride];
        Metric = Kernel.IsRadial ? new double[Count * Stride] : Points;
        InverseSquaredLengths = new double[definition.Dimensions];
        int[] order = Term.ComponentOrder;
        for (int k = 0; k < order.Length; k++)
        {
            InverseSquaredLengths[k] = Kernel.IsRadial ? 1 / (definition.LengthScales[order[k]] * definition.LengthScales[order[k]]) : 1;
            for (int s = 0; s < Count; s++)
            {
                Points[s * Stride + k] = definition.SparsePoints[s * order.Length + order[k]];
                Metric[s * Stride + k] = Points[s * Stride + k] * InverseSquaredLengths[k];
            }
        }

        _packed = new Lazy<AlignedArray>(() => PanelProduct.Pack(Metric, Count, Stride));
        Squares = new double[Count];
        for (int s = 0; s < Count; s++)
            Squares[s] = VectorProduct.Dot(Points.AsSpan(s * Stride, Stride), Metric.AsSpan(s * Stride, Stride));
    }

    internal CoordinateDefinition Definition { get; }

    /// <summary>Describes structures; knows nothing of the sparse points.</summary>
    internal CoordinateTerm Term { get; }

    internal FitKernel Kernel { get; }

    internal int First { get; }

    /// <summary>M.</summary>
    internal int Count => Definition.SparseCount;

    /// <summary>Whether there is one long vector per centre, with f_q = 1: rows are then made by matrix products.</summary>
    internal bool IsLong => Term is SoapTerm;

    /// <summary>Distance between sparse points: d padded with zeros.</summary>
    internal int Stride { get; }

    /// <summary>Sparse points, M rows, components in the term's order.</summary>
    internal double[] Points { get; }

    /// <summary>The same in the kernel's metric: times 1/theta^2 for kernels of a distance.</summary>
    internal double[] Metric { get; }

    /// <summary>The same packed for products, when first asked for.</summary>
    internal AlignedArray Packed => _packed.Value;

    /// <summary>1/theta^2 by component; 1 for dot products.</summary>
    internal double[] InverseSquaredLengths { get; }

    /// <summary>s . s in the metric.</summary>
    internal double[] Squares { get; }

    /// <summary>fs.</summary>
    internal ReadOnlySpan<double> Cutoffs => Definition.SparseCutoffs;
}
