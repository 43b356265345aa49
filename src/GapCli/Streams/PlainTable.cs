using Spectre.Console;

namespace GapCli.Streams;

/// <summary>Tables without colours: as wide as the screen, or as their rows where nobody has to fit them on one.</summary>
internal static class PlainTable
{
    /// <summary>Wide enough that no row wraps when the output is a file or a pipe.</summary>
    private const int FileWidth = 200;

    internal static void Write(TextWriter writer, Table table, bool onScreen)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        if (!onScreen)
            console.Profile.Width = FileWidth;
        console.Write(table);
    }

    /// <summary>A table whose first column is text and whose others are numbers.</summary>
    internal static Table OfNumbers(string first, params ReadOnlySpan<string> others)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (string header in others)
            table.AddColumn(header, column => column.RightAligned());
        return table;
    }
}
