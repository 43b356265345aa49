using GapCli.Streams;
using GapFit.Curation;
using Spectre.Console;
using static System.FormattableString;

namespace GapCli.Identity;

/// <summary>How many minima were the same, for people: a table by composition.</summary>
internal static class DeduplicationText
{
    internal static void Write(TextWriter writer, IReadOnlyList<PoolFrame> frames, int[] representatives, bool onScreen)
    {
        Table table = PlainTable.OfNumbers("cluster", "minima", "distinct", "lowest, eV", "largest group");
        foreach (IGrouping<string, PoolFrame> cluster in frames.GroupBy(frame => frame.Formula)
            .OrderBy(cluster => cluster.First().Atoms).ThenBy(cluster => cluster.Key, StringComparer.Ordinal))
        {
            int[] groups = [.. cluster.CountBy(frame => representatives[frame.Index]).Select(group => group.Value)];
            table.AddRow(
                cluster.Key, Invariant($"{cluster.Count()}"), Invariant($"{groups.Length}"),
                Invariant($"{cluster.Min(frame => frame.Energy):f6}"), Invariant($"{groups.Max()}"));
        }

        int distinct = representatives.Distinct().Count();
        table.AddRow("total", Invariant($"{frames.Count}"), Invariant($"{distinct}"), "", "");
        PlainTable.Write(writer, table, onScreen);
    }
}
