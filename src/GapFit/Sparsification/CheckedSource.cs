using GapCore;

namespace GapFit.Sparsification;

/// <summary>Instances of which every number is finite: what another source gives, or an error that names the instance.</summary>
internal sealed class CheckedSource(IInstanceSource source, string place) : IInstanceSource
{
    public int Dimensions => source.Dimensions;

    /// <exception cref="GapException">Numeric: a component or a cutoff is not finite.</exception>
    public void Scan(Action<InstanceBlock> visit) => source.Scan(block =>
    {
        for (int i = 0; i < block.Count * Dimensions; i++)
            if (!double.IsFinite(block.X[i]))
                throw NotFinite(block, i / Dimensions, $"component {i % Dimensions + 1}", block.X[i]);
        for (int i = 0; i < block.Count; i++)
            if (!double.IsFinite(block.Cutoffs[i]))
                throw NotFinite(block, i, "covariance cutoff", block.Cutoffs[i]);
        visit(block);
    });

    private GapException NotFinite(InstanceBlock block, int i, string what, double value) => new(GapErrorKind.Numeric,
        $"{place}: descriptor instance {block.First + i + 1} (frame {block.Frames[i] + 1}) has {what} = {value}, expected a finite number");
}
