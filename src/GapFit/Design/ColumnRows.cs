using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapFit.Design;

/// <summary>
/// Adds the rows that one coordinate gives a frame (gap-math 7.3): K(E, s) = sum_q f_q fs_s k(x_q, x_s), its derivatives by the positions
/// and by the strain, column s. Centres are handed in one after the other; rows are complete after <see cref="End"/>. One per thread.
/// Several sets of columns may share one description of the structures: their descriptor and metric are the same, sparse points and kernel
/// may differ.
/// </summary>
internal abstract class ColumnRows
{
    private readonly TermWorkspace _workspace;
    private readonly DescriptorInstance _instance;
    private readonly Action<DescriptorInstance> _visit;
    private Neighbourhood? _neighbourhood;

    private protected ColumnRows(IReadOnlyList<FitColumns> sets)
    {
        Sets = sets;
        _workspace = sets[0].Term.CreateWorkspace(1, Simd.Best);
        _instance = new DescriptorInstance(sets[0].Definition.Dimensions);
        _visit = instance => Add(_neighbourhood!, instance);
    }

    /// <summary>Floating point operations of matrix products so far.</summary>
    internal double Operations { get; private protected set; }

    private protected IReadOnlyList<FitColumns> Sets { get; }

    /// <summary>The frame under way.</summary>
    private protected RowLayout Layout { get; private set; }

    internal static ColumnRows Of(IReadOnlyList<FitColumns> sets) => sets[0].IsLong ? new LongRows(sets) : new ShortRows(sets);

    /// <summary>Starts a frame whose rows are those of the sets' blocks from <paramref name="firstRow"/> on; they hold zeros.</summary>
    internal void Begin(RowLayout layout, Func<FitColumns, DesignBlock> block, int firstRow)
    {
        Layout = layout;
        Begin([.. Sets.Select(block)], firstRow);
    }

    /// <summary>Adds a centre.</summary>
    internal void Add(Neighbourhood neighbourhood)
    {
        _neighbourhood = neighbourhood;
        _workspace.Differentiate(neighbourhood, Layout.HasDerivatives, _instance, _visit);
    }

    /// <summary>Finishes the frame.</summary>
    internal abstract void End();

    private protected abstract void Begin(DesignBlock[] blocks, int firstRow);

    private protected abstract void Add(Neighbourhood neighbourhood, DescriptorInstance instance);
}
