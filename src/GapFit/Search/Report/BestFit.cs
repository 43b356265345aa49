using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search.Report;

/// <summary>The best fit of a search as <c>gapsharp fit</c> takes it.</summary>
public static class BestFit
{
    /// <summary>Characters that a shell leaves alone.</summary>
    private const string Plain = "_-+=.,:/@%";

    /// <summary>A config file of the fit, a key on each line.</summary>
    /// <param name="result">The fit.</param>
    /// <param name="outcome">Whose files it reads and writes.</param>
    public static string Config(PointResult result, SearchOutcome outcome) =>
        string.Concat(Entries(result, outcome).Select(entry => OptionWords.Join([entry]) + "\n"));

    /// <summary>The options of the fit.</summary>
    public static FitOptions Options(PointResult result, SearchOutcome outcome) =>
        FitOptionsParser.ParseText(Config(result, outcome), "the best fit");

    /// <summary>The command, to paste into a shell.</summary>
    public static string Command(PointResult result, SearchOutcome outcome) =>
        "gapsharp fit " + string.Join(" \\\n    ", Entries(result, outcome).Select(entry => Quoted(OptionWords.Join([entry]))));

    private static IReadOnlyList<KeyValueEntry> Entries(PointResult result, SearchOutcome outcome)
    {
        IReadOnlyList<KeyValueEntry> entries = KeyValueText.Parse(result.CommandLine, "the best fit");
        entries = FitEntries.Replace(entries, new KeyValueEntry("at_file", outcome.TrainingFile), FitKeys.TopLevel);
        return FitEntries.Replace(entries, new KeyValueEntry("gp_file", outcome.PotentialFile), FitKeys.TopLevel);
    }

    private static string Quoted(string word)
    {
        int equals = word.IndexOf('=');
        return word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c))
            ? word
            : $"{word[..(equals + 1)]}'{word[(equals + 1)..].Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
