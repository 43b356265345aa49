namespace GapAnalysis.Thermodynamics;

/// <summary>Names of the columns of a plain table, whatever the case.</summary>
/// <param name="Temperature">Temperature of the bath, K; need not be there where the temperature is known otherwise.</param>
/// <param name="Energy">Total potential energy, eV.</param>
public sealed record EnergyColumns(string Temperature = "temperature", string Energy = "energy")
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>The line names the columns of a table.</summary>
    internal bool AreIn(string line) => Place(Words(line.TrimStart('#', ' ')), Energy) >= 0;

    internal int Place(string[] names, string name) => Array.FindIndex(names, word => word.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Cells between commas or semicolons where there are any, otherwise between blanks.</summary>
    internal static string[] Words(string line)
    {
        char separator = line.Contains(',') ? ',' : ';';
        return line.Contains(separator)
            ? [.. line.Split(separator).Select(word => word.Trim().Trim('"'))]
            : line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
    }
}
