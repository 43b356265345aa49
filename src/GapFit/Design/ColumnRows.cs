namespace GapFit.Design;

/// <summary>
/// Adds the rows that one coordinate gives a frame (gap-math 7.3): K(E, s) = sum_q f_q fs_s k(x_q, x_s), its derivatives by the positions
/// and by the strain, column s. Several sets of columns may share one description of the structures: their descriptor and metric are the same,
/// sparse points and kernel may differ.
/// </summary>
internal abstract class ColumnRows : InstanceRows
{
    private protected ColumnRows(IReadOnlyList<FitColumns> sets)
        : base(sets[0]) => Sets = sets;

    /// <summary>Floating point operations of matrix products so far.</summary>
    internal double Operations { get; private protected set; }

    private protected IReadOnlyList<FitColumns> Sets { get; }

    internal static ColumnRows Of(IReadOnlyList<FitColumns> sets) => sets[0].IsLong ? new LongRows(sets) : new ShortRows(sets);

    /// <summary>Starts a frame whose rows are those of the sets' blocks from <paramref name="firstRow"/> on; they hold zeros.</summary>
    internal void Begin(RowLayout layout, Func<FitColumns, DesignBlock> block, int firstRow)
    {
        Layout = layout;
        Begin([.. Sets.Select(block)], firstRow);
    }

    private protected abstract void Begin(DesignBlock[] blocks, int firstRow);
}
