using System.Globalization;
using GapCli.Streams;
using Spectre.Console;

namespace GapCli.Info;

/// <summary>The report for people: a few lines and a table of terms.</summary>
internal static class ReportText
{
    internal static void Write(TextWriter writer, PotentialReport report, bool onScreen)
    {
        writer.WriteLine($"potential   {report.File}");
        writer.WriteLine($"label       {report.Label}");
        writer.WriteLine($"sha256      {report.Sha256}");
        writer.WriteLine($"versions    gap_version {WrittenAt(report.GapVersion)}, read by gapsharp {report.GapsharpVersion}");
        writer.WriteLine($"species     {(report.Species.Length > 0 ? string.Join(' ', report.Species) : "any")}");
        writer.WriteLine(Text($"cutoff      {report.Cutoff} A"));
        writer.WriteLine($"e0          {EnergiesOf(report.IsolatedAtomEnergies)}");
        if (report.EnergyScale != 1.0)
            writer.WriteLine(Text($"scale       {report.EnergyScale} on everything"));
        if (report.CorePotential is { } core)
            writer.WriteLine(Text(
                $"core        {core.Kind} for {string.Join(' ', core.Species)}, {core.Pairs} pair tables, to {core.Cutoff} A"));
        writer.WriteLine($"memory      {Size(report.SparseBytes)} of sparse points, {Size(report.LoadedBytes)} loaded");
        writer.WriteLine();
        WriteTable(writer, report, onScreen);
        writer.WriteLine(Text(
            $"rank: singular values of the matrix of sparse points above {report.RankThreshold:0e+0} of the largest"));
        if (report.Terms.Any(term => term.Compressed))
            writer.WriteLine(Text(
                $"compressed: most components that evaluation uses; no local energy changes by more than {report.CompressionBound:0e+0} eV"));
    }

    private static void WriteTable(TextWriter writer, PotentialReport report, bool onScreen)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string header in (string[])["term", "descriptor", "species"])
            table.AddColumn(header);
        foreach (string header in (string[])["cutoff/A", "kernel", "zeta", "delta/eV", "d", "points", "rank", "compressed", "max |alpha|"])
            table.AddColumn(header, column => column.RightAligned());
        for (int i = 0; i < report.Terms.Length; i++)
            table.AddRow([.. Cells(i + 1, report.Terms[i]).Select(Markup.Escape)]);
        PlainTable.Write(writer, table, onScreen);
    }

    private static string[] Cells(int place, TermReport term) =>
    [
        Text($"{place}"), term.Descriptor, term.Species, term.Cutoff is { } cutoff ? Text($"{cutoff}") : "-",
        term.Kernel, term.Zeta is { } zeta ? Text($"{zeta}") : "-", Text($"{term.EnergyScale:g6}"),
        Text($"{term.Dimensions}"), Text($"{term.SparsePoints}"), Text($"{term.NumericalRank}"),
        term.Compressed ? Text($"{term.Components}") : "-", Text($"{term.LargestWeight:g4}"),
    ];

    private static string EnergiesOf(Dictionary<string, double> energies) => energies.Count == 0
        ? "0 for every element"
        : string.Join(", ", energies.Select(pair => Text($"{pair.Key} {pair.Value} eV")));

    private static string WrittenAt(long version) => version <= 0
        ? "none"
        : Text($"{version} ({DateTimeOffset.FromUnixTimeSeconds(Math.Min(version, 253402300799)):yyyy-MM-dd})");

    private static string Size(long bytes) => bytes < 1 << 20 ? Text($"{bytes / 1024.0:f0} KiB") : Text($"{bytes / 1048576.0:f1} MiB");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
