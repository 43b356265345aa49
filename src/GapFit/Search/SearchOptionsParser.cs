using System.Text.RegularExpressions;
using GapCore;
using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>
/// Reads a search's config file: a fit's config file in which values have alternatives, <c>n_max=8|10|12</c>, with the keys of the search and
/// its stages. Unknown keys are refused.
/// </summary>
public static partial class SearchOptionsParser
{
    private static readonly Dictionary<string, SearchMethod> Methods = new()
    {
        ["grid"] = SearchMethod.Grid,
        ["random"] = SearchMethod.Random,
        ["halving"] = SearchMethod.Halving,
    };

    private static readonly Dictionary<string, HalvingResource> Resources = new()
    {
        ["n_sparse"] = HalvingResource.SparsePoints,
        ["structures"] = HalvingResource.Structures,
    };

    /// <exception cref="GapException">Argument, Format or Io, in one line with the place.</exception>
    public static SearchOptions ParseFile(string path)
    {
        string place = $"config file {Shown.Path(path)}";
        return ParseText(FitOptionsParser.ReadFile(path, place), place);
    }

    /// <summary>The same from text.</summary>
    public static SearchOptions ParseText(string text, string place) =>
        Parse(KeyValueText.Parse(Bars().Replace(FitOptionsParser.WithoutComments(text), "|"), place), place);

    private static SearchOptions Parse(List<KeyValueEntry> entries, string place)
    {
        KeyValueEntry[] stages = [.. entries.Where(entry => entry.Key == "stage")];
        KeyValueEntry[] others = [.. entries.Where(entry => entry.Key != "stage")];
        RefuseDecided(others, place);
        var set = new OptionSet(others, SearchKeys.File, place);
        KeyValueEntry[] fit = [.. others.Where(entry => !SearchKeys.IsOfSearch(entry.Key))];
        set.Require(Missing(set, stages.Length));
        SearchOptions defaults = new() { Fit = [], Stages = [], AtomsFile = "" };
        SearchOptions options = defaults with
        {
            AtomsFile = set.Text("atoms_filename")!,
            PotentialFile = set.Text("gap_file"),
            Validation = Condition(set, "validation"),
            ValidationFile = set.Text("validation_file"),
            Folds = set.Contains("folds") ? set.Integer("folds", 0, 2) : 0,
            GroupBy = set.Text("group_by") ?? defaults.GroupBy,
            Test = Condition(set, "test"),
            TestFile = set.Text("test_file"),
            Metric = set.Text("metric") is { } metric ? SearchMetric.Parse(metric) : SearchMetric.Default,
            MetricSubset = Condition(set, "metric_subset"),
            Seed = set.Integer("seed", defaults.Seed, 0),
        };
        if (options.Validation is null && options.ValidationFile is null && options.Folds == 0)
            throw new GapException(GapErrorKind.Argument, $"{place} names nothing to compare with, expected validation, validation_file or folds");
        if (options.Folds > 0 && (options.Validation ?? (object?)options.ValidationFile) is not null)
            throw set.Wrong("folds", "no folds besides validation or validation_file");
        if (options.Folds == 0 && set.Contains("group_by"))
            throw set.Wrong("group_by", "it with folds");
        return stages.Length == 0 ? WithOneStage(options, fit) : options with
        {
            Fit = [.. fit.Where(entry => FitKeys.TopLevel.Find(entry.Key)?.Name is not "gap_file").Select(entry => Fixed(entry, place))],
            Stages = Distinct([.. stages.Select((stage, index) => Stage(stage, index + 1))], place),
        };
    }

    private static IEnumerable<string> Missing(OptionSet set, int stages)
    {
        if (!set.Contains("atoms_filename"))
            yield return "at_file";
        if (stages == 0 && !set.Contains("gap"))
            yield return "gap or a stage";
    }

    /// <summary>Without a stage there is one, with all alternatives.</summary>
    private static SearchOptions WithOneStage(SearchOptions options, KeyValueEntry[] fit)
    {
        KeyValueEntry[] keys = [.. fit.Where(entry => FitKeys.TopLevel.Find(entry.Key)?.Name is not ("gap" or "gap_file"))];
        return options with
        {
            Fit = [.. keys.Where(entry => !HasAlternatives(entry))],
            Stages =
            [
                new StageOptions
                {
                    Name = "search",
                    Gap = fit.First(entry => entry.Key == "gap").Value,
                    Keys = [.. keys.Where(HasAlternatives)],
                },
            ],
        };
    }

    private static StageOptions Stage(KeyValueEntry entry, int number)
    {
        string place = $"stage {number}";
        List<KeyValueEntry> entries = KeyValueText.Parse(entry.Value ?? "", place);
        RefuseDecided(entries, place);
        var set = new OptionSet(entries, SearchKeys.InStage, place);
        StageOptions defaults = new() { Name = $"{number}" };
        StageOptions stage = defaults with
        {
            Name = set.Text("name") ?? defaults.Name,
            Method = set.Choice("method", Methods, SearchMethod.Grid),
            Points = set.Contains("points") ? set.Integer("points", 0, 1) : 0,
            Resource = set.Choice("halving_of", Resources, HalvingResource.SparsePoints),
            HalvingFactor = set.Integer("halving_factor", defaults.HalvingFactor, 2),
            HalvingStart = set.Contains("halving_start") ? set.Positive("halving_start") : defaults.HalvingStart,
            Gap = set.Text("gap"),
            Add = set.Text("add"),
            Vary = set.Text("vary"),
            Structures = set.Text("structures"),
            Keys = [.. entries.Where(other => !SearchKeys.IsOfStage(other.Key))],
        };
        if (stage.Method == SearchMethod.Random && stage.Points == 0)
            throw new GapException(GapErrorKind.Argument, $"{place} has method=random without points, expected their number");
        if (stage.Method == SearchMethod.Grid && stage.Points > 0)
            throw set.Wrong("points", "it with method=random or halving: a grid has all points");
        if (stage.HalvingStart >= 1)
            throw set.Wrong("halving_start", "a number between 0 and 1");
        foreach (string key in new[] { "halving_of", "halving_factor", "halving_start" })
            if (stage.Method != SearchMethod.Halving && set.Contains(key))
                throw set.Wrong(key, "it with method=halving");
        return stage;
    }

    private static FrameCondition? Condition(OptionSet set, string key) => set.Text(key) is { } text ? FrameCondition.Parse(text) : null;

    /// <summary>Of a value outside the stages there is one.</summary>
    private static KeyValueEntry Fixed(KeyValueEntry entry, string place) => !HasAlternatives(entry) ? entry
        : throw new GapException(
            GapErrorKind.Argument, $"{entry.Key} = {Shown.Quoted(entry.Value)} in {place} has alternatives, expected these in a stage");

    private static bool HasAlternatives(KeyValueEntry entry) => entry.Value?.Contains('|') ?? false;

    private static void RefuseDecided(IEnumerable<KeyValueEntry> entries, string place)
    {
        foreach (KeyValueEntry entry in entries)
            if (SearchKeys.Refused.Contains(entry.Key))
                throw new GapException(GapErrorKind.Argument, $"{entry.Key} in {place}, expected none in a search");
    }

    /// <summary>Alternatives may stand on lines of their own.</summary>
    [GeneratedRegex(@"\s*\|\s*")]
    private static partial Regex Bars();

    private static StageOptions[] Distinct(StageOptions[] stages, string place) =>
        stages.DistinctBy(stage => stage.Name).Count() == stages.Length ? stages
            : throw new GapException(GapErrorKind.Argument, $"{place} has two stages of the same name, expected different ones");
}
