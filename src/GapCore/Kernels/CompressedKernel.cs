using GapCore.Numerics;

namespace GapCore.Kernels;

/// <summary>
/// A dot product kernel in the numerical row space of its sparse points. With an orthonormal basis V whose directions are ordered by what
/// they explain, the first r components of V^T q and V^T q_s give q . q_s but for q_perp . q_s,perp, and by Cauchy and Schwarz a local
/// energy changes by at most zeta delta^2 |w|_2 (|q| s_max)^{zeta-1} |S_perp(r)|_F |q_perp(r)|, where w are the weights and S_perp(r)
/// what r directions leave of the sparse points. Every centre takes the smallest r that keeps this below <see cref="Tolerance"/>: few
/// components for structures like the fitted ones, more for others, all of them if need be.
/// </summary>
internal sealed class CompressedKernel : SparseKernel
{
    /// <summary>Bound on the change of a local energy (eV).</summary>
    internal const double Tolerance = 1e-10;

    private readonly DotProductKernel _reduced;
    private readonly DotProductKernel? _full;
    private readonly PointProjection _projection;
    private readonly double _factor;
    private readonly double _zeta;

    private CompressedKernel(PointProjection projection, DotProductKernel reduced, DotProductKernel? full, double factor, double zeta,
        double[] weights)
        : base(projection.Dimensions, weights)
    {
        _projection = projection;
        _reduced = reduced;
        _full = full;
        _factor = factor;
        _zeta = zeta;
    }

    public override long Bytes => _reduced.Bytes + (_full?.Bytes ?? 0) + _projection.Bytes;

    public override int Rank => _projection.Rank;

    /// <summary>The compressed kernel, or the full one where compression would not pay.</summary>
    internal static SparseKernel Create(double[] points, int dimensions, double[] weights, double energyScale, double zeta)
    {
        const int least = 96;
        int count = weights.Length;
        if (zeta < 1 || count < least || dimensions < least)
            return new DotProductKernel(points, dimensions, weights, energyScale, zeta);
        PointProjection projection = PointProjection.Of(points, count, dimensions);
        double factor = zeta * energyScale * energyScale * Math.Sqrt(VectorProduct.Dot(weights, weights))
            * Math.Pow(projection.LargestPoint, zeta - 1);

        // Projecting in and out costs 2 d (rank + depth) flops per centre; 4 M (d - depth) are saved.
        int depth = TypicalDepth(projection, factor, count);
        if (projection.Rank == 0 || 2.0 * count * (dimensions - depth) < (double)dimensions * (projection.Rank + depth))
            return new DotProductKernel(points, dimensions, weights, energyScale, zeta);
        DotProductKernel reduced = new(projection.Coordinates, projection.Rank, weights, energyScale, zeta);
        bool holdsForAll = factor * projection.Remaining(projection.Rank) <= Tolerance;
        return new CompressedKernel(projection, reduced,
            holdsForAll ? null : new DotProductKernel(points, dimensions, weights, energyScale, zeta), factor, zeta, weights);
    }

    /// <summary>Components that a vector needs which lies outside the space three times as far as a sparse point (root mean square).</summary>
    private static int TypicalDepth(PointProjection projection, double factor, int count)
    {
        int depth = PanelProduct.RowBlock;
        while (depth < projection.Rank
            && factor * projection.Remaining(depth) * 3 * projection.Remaining(depth) / Math.Sqrt(count) > Tolerance)
            depth += PanelProduct.RowBlock;
        return depth;
    }

    public override void Covariances(DescriptorPanel panel, int instance, Span<double> covariances)
    {
        DescriptorPanel inner = panel.RequireInner(_projection.Rank);
        _projection.Project<SimdScalar>(panel, instance, 1, inner);
        _reduced.Covariances(inner, instance, covariances);
    }

    /// <summary>Of whole vectors: what lies outside the sparse points' space counts here.</summary>
    public override double Covariance(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => _reduced.Covariance(x, y);

    public override double SparseCovariance(int s, int t) => _reduced.SparseCovariance(s, t);

    public override void Evaluate(DescriptorPanel panel, bool gradients, SimdLevel level)
    {
        switch (level)
        {
            case SimdLevel.Vector512:
                Evaluate<Simd512>(panel, gradients, level);
                break;
            case SimdLevel.Vector256:
                Evaluate<Simd256>(panel, gradients, level);
                break;
            default:
                Evaluate<SimdScalar>(panel, gradients, level);
                break;
        }
    }

    private void Evaluate<T>(DescriptorPanel panel, bool gradients, SimdLevel level)
        where T : struct, ISimdDouble<T>
    {
        DescriptorPanel inner = panel.RequireInner(_projection.Rank);
        inner.Count = panel.Count;
        int vectors = (panel.Count + T.Width - 1) / T.Width;
        _projection.Project<T>(panel, 0, vectors, inner);
        int depth = 0;
        bool some = false;
        for (int b = 0; b < panel.Count; b++)
        {
            int required = RequiredDepth(panel, inner, b);
            some |= required > _projection.Rank;
            if (required <= _projection.Rank)
                depth = Math.Max(depth, required);
            inner.Depths[b] = required;
            Cut(inner.X, inner, b);
        }

        _reduced.Evaluate(inner, gradients, level, depth);
        if (some)
            EvaluateRest(panel, inner, gradients, level);
        for (int b = 0; b < panel.Count; b++)
            if (inner.Depths[b] <= _projection.Rank)
                panel.Values[b] = inner.Values[b];
        if (!gradients)
            return;
        for (int b = 0; b < panel.Count; b++)
            Cut(inner.Adjoints, inner, b);
        _projection.Back<T>(inner, depth, vectors, panel, some ? inner.RequireScratch(panel.Adjoints.Length) : default);
    }

    /// <summary>
    /// Evaluates instances that need all components with the full kernel; their adjoints wait in the inner panel's scratch until those of
    /// the others are projected back.
    /// </summary>
    private void EvaluateRest(DescriptorPanel panel, DescriptorPanel inner, bool gradients, SimdLevel level)
    {
        _full!.Evaluate(panel, gradients, level);
        if (!gradients)
            return;
        Span<double> rest = inner.RequireScratch(panel.Adjoints.Length);
        for (int k = 0; k < panel.PaddedDimensions; k++)
            for (int b = 0; b < panel.Count; b++)
                rest[k * panel.Stride + b] = inner.Depths[b] > _projection.Rank ? panel.Adjoints[k * panel.Stride + b] : 0;
    }

    /// <summary>
    /// Zeroes what lies beyond an instance's own depth, all of it where the full kernel takes over: its result then does not depend on the
    /// other instances of the block.
    /// </summary>
    private void Cut(Span<double> components, DescriptorPanel inner, int b)
    {
        int own = inner.Depths[b] > _projection.Rank ? 0 : inner.Depths[b];
        for (int k = own; k < _projection.Rank; k++)
            components[k * inner.Stride + b] = 0;
    }

    /// <summary>Components that keep the bound for instance b; more than the rank if all of them do not and there is a full kernel.</summary>
    private int RequiredDepth(DescriptorPanel panel, DescriptorPanel inner, int b)
    {
        double whole = ColumnSquare(panel, b, 0);
        double square = Math.Max(0, whole - ColumnSquare(inner, b, 0));
        double factor = _factor * Math.Pow(whole, 0.5 * (_zeta - 1));
        int depth = _projection.Rank;
        if (_full is not null && factor * _projection.Remaining(depth) * Math.Sqrt(square) > Tolerance)
            return depth + 1;
        for (; depth > PanelProduct.RowBlock; depth -= PanelProduct.RowBlock)
        {
            for (int k = depth - PanelProduct.RowBlock; k < depth; k++)
                square += inner.X[k * inner.Stride + b] * inner.X[k * inner.Stride + b];
            if (factor * _projection.Remaining(depth - PanelProduct.RowBlock) * Math.Sqrt(square) > Tolerance)
                break;
        }

        return depth;
    }

    private static double ColumnSquare(DescriptorPanel panel, int column, int first)
    {
        double sum = 0;
        for (int k = first; k < panel.Dimensions; k++)
            sum += panel.X[k * panel.Stride + column] * panel.X[k * panel.Stride + column];
        return sum;
    }
}
