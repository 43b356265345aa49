using GapCli.Streams;
using GapFit.Curation;
using Spectre.Console;
using static System.FormattableString;

namespace GapCli.Curation;

/// <summary>What was chosen, for people: a table by number of atoms and a histogram of energies.</summary>
internal static class CurationText
{
    internal static void Write(TextWriter writer, CurationResult result, string[] parts, bool onScreen)
    {
        Table table = PlainTable.OfNumbers("atoms", ["pool", "distinct", "chosen", "for their forces", .. parts]);
        foreach (int size in result.Pool.Select(frame => frame.Atoms).Distinct().Order())
            AddRow(table, Invariant($"{size}"), result, parts, frame => frame.Atoms == size);
        AddRow(table, "total", result, parts, _ => true);
        PlainTable.Write(writer, table, onScreen);
        EnergyHistogram.Write(writer, Energies(result.Pool), Energies(result.Chosen.Select(chosen => chosen.Frame)));
    }

    private static void AddRow(Table table, string name, CurationResult result, string[] parts, Func<PoolFrame, bool> belongs)
    {
        ChosenFrame[] chosen = [.. result.Chosen.Where(frame => belongs(frame.Frame))];
        int[] numbers =
        [
            result.Pool.Count(belongs),
            result.Distinct.Count(belongs),
            chosen.Length,
            chosen.Count(frame => frame.ForceError is not null),
            .. parts.Select(part => chosen.Count(frame => frame.Part == part)),
        ];
        table.AddRow([name, .. numbers.Select(number => Invariant($"{number}"))]);
    }

    /// <summary>Per atom; single atoms left out, which are far above everything else.</summary>
    private static double[] Energies(IEnumerable<PoolFrame> frames) =>
        [.. frames.Where(frame => frame.Energy is not null && frame.Atoms > 1).Select(frame => frame.Energy!.Value / frame.Atoms)];
}
