using GapFit.Data;
using GapFit.Design;

namespace GapFit.Fitting;

/// <summary>Some frames whose rows are made and folded in together.</summary>
/// <param name="Index">Number of the block, from 0.</param>
/// <param name="Frames">Indices of its frames.</param>
/// <param name="Rows">Rows of all of them.</param>
internal sealed record FrameBlock(int Index, int[] Frames, int Rows)
{
    /// <summary>
    /// Frames that have rows and are not done, in order, as many to a block as stay within <paramref name="mostRows"/>; a larger frame is a
    /// block of its own.
    /// </summary>
    internal static List<FrameBlock> Divide(IReadOnlyList<FitFrame> frames, int mostRows, IReadOnlySet<int> done)
    {
        var blocks = new List<FrameBlock>();
        var members = new List<int>();
        int rows = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            int own = new RowLayout(frames[i]).Count;
            if (own == 0 || done.Contains(i))
                continue;
            if (rows + own > mostRows)
                Close();
            members.Add(i);
            rows += own;
        }

        Close();
        return blocks;

        void Close()
        {
            if (members.Count > 0)
                blocks.Add(new FrameBlock(blocks.Count, [.. members], rows));
            members.Clear();
            rows = 0;
        }
    }
}
