using GapCore;
using GapCore.IO;

namespace GapFit.Search.Report;

/// <summary>The files that a search leaves for people and programs.</summary>
public static class SearchReport
{
    /// <summary>All fits, errors and costs.</summary>
    public const string TableFile = "results.csv";

    /// <summary>Pictures and the best fit, one page without other files.</summary>
    public const string PageFile = "report.html";

    /// <summary>The best fit as a config file of gapsharp fit.</summary>
    public const string BestFile = "best.txt";

    /// <summary>Writes them into a folder, each beside its place and renamed.</summary>
    /// <exception cref="GapException">Io: a file cannot be written.</exception>
    public static void Write(SearchOutcome outcome, string folder)
    {
        AtomicFile.Write(Path.Combine(folder, TableFile), writer => ResultsCsv.Write(writer, outcome));
        AtomicFile.Write(Path.Combine(folder, PageFile), writer => new ReportPage(outcome).Write(writer));
        if (outcome.Best is { } best)
            AtomicFile.Write(Path.Combine(folder, BestFile), writer => writer.Write(BestFit.Config(best, outcome)));
    }
}
