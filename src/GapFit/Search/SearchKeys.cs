using GapCore.Text;
using GapFit.Options;

namespace GapFit.Search;

/// <summary>The keys of a search's config file besides those of gap_fit.</summary>
internal static class SearchKeys
{
    /// <summary>Keys of gap_fit that have no place in a search: it decides them.</summary>
    internal static readonly string[] Refused =
        ["config_file", "dryrun", "sparsify_only_no_fit", "linear_system_dump_file", "template_file", "export_covariance"];

    private static readonly OptionKey[] Search =
    [
        new("stage"),
        new("validation"),
        new("validation_file"),
        new("folds"),
        new("group_by"),
        new("test"),
        new("test_file"),
        new("metric"),
        new("metric_subset"),
        new("seed"),
    ];

    private static readonly OptionKey[] Stage =
    [
        new("name"),
        new("method"),
        new("points"),
        new("halving_of"),
        new("halving_factor"),
        new("halving_start"),
        new("gap"),
        new("add"),
        new("vary"),
        new("structures"),
    ];

    private static readonly KeyTable OfSearch = new("a search", Search, []);

    private static readonly KeyTable OfStage = new("a stage", Stage, []);

    /// <summary>Keys outside the stages: those of the search and those of gap_fit.</summary>
    internal static KeyTable File { get; } =
        new("a search or of gap_fit", [.. Search, .. Fits(FitKeys.TopLevel.Keys)], FitKeys.TopLevel.WithoutEffect);

    /// <summary>Keys of a stage: its own and those of gap_fit.</summary>
    internal static KeyTable InStage { get; } = new(
        "a stage or of gap_fit", [.. Stage, .. Fits(FitKeys.TopLevel.Keys).Where(key => key.Name is not ("gap" or "atoms_filename" or "gap_file"))],
        FitKeys.TopLevel.WithoutEffect);

    internal static bool IsOfSearch(string key) => OfSearch.Find(key) is not null;

    internal static bool IsOfStage(string key) => OfStage.Find(key) is not null;

    private static IEnumerable<OptionKey> Fits(IEnumerable<OptionKey> keys) => keys.Where(key => !Refused.Contains(key.Name))
        .Select(key => new OptionKey(key.Name, [.. key.Names.Skip(1)]));
}
