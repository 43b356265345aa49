using System.Globalization;
using GapFit.Data;
using GapFit.Fitting;
using Spectre.Console;

namespace GapCli.Fitting;

/// <summary>What a fit has read and what it did, as tables.</summary>
internal static class FitText
{
    private const int Width = 120;

    internal static void Write(TextWriter writer, TrainingSet data)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string title in new[] { "config_type", "configurations", "atoms", "energies", "force components", "virial components" })
            table.AddColumn(new TableColumn(title) { Alignment = title == "config_type" ? Justify.Left : Justify.Right });
        foreach (ConfigTypeSummary row in data.Summary.ConfigTypes)
            table.AddRow(Cells(row));
        if (data.Summary.ConfigTypes.Count > 1)
            table.AddRow(Cells(data.Summary.Total));
        Show(writer, table);
    }

    internal static void Write(TextWriter writer, FitReport report)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string title in new[] { "phase", "time, s", "processor time, s", "GFLOP/s" })
            table.AddColumn(new TableColumn(title) { Alignment = title == "phase" ? Justify.Left : Justify.Right });
        foreach (PhaseReport phase in report.Phases)
            table.AddRow(phase.Name, Number(phase.WallSeconds, "f1"), Number(phase.ProcessorSeconds, "f1"),
                phase.Operations > 0 && phase.WallSeconds > 0 ? Number(phase.Operations / phase.WallSeconds / 1e9, "f0") : "");
        Show(writer, table);
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Rows} rows, {report.SparseCounts.Sum()} sparse points ({string.Join(" + ", report.SparseCounts)}), seed {report.Seed}"));
        if (report.Rows > 0)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"residual {report.WeightedResidual:g4} of the noise that was assumed; peak memory {report.PeakMemory / 1e6:f0} MB, estimated {report.EstimatedMemory / 1e6:f0} MB"));
        if (report.PotentialFile is { } file)
            writer.WriteLine($"potential: {file}");
        if (report.PosteriorFile is { } posterior)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"posterior variance: {posterior}, {new FileInfo(posterior).Length / 1e6:f1} MB"));
    }

    private static string[] Cells(ConfigTypeSummary row) =>
    [
        Markup.Escape(row.ConfigType), Count(row.Configurations), Count(row.Atoms), Count(row.Energies),
        Count(row.ForceComponents) + (row.MaskedForceComponents > 0 ? $" (masked: {Count(row.MaskedForceComponents)})" : ""),
        Count(row.VirialComponents),
    ];

    private static void Show(TextWriter writer, Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = Width;
        console.Write(table);
    }

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
