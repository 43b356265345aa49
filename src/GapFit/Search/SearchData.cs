using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Numerics;
using GapCore.Text;
using GapFit.Curation;
using GapFit.Fitting;

namespace GapFit.Search;

/// <summary>The structures of a search and what becomes of each: fitted, compared for the choice, or compared in the end. Immutable.</summary>
internal sealed class SearchData
{
    private readonly SearchOptions _options;
    private readonly List<(ExtendedXyzFrame Frame, string Part)> _divided;

    private SearchData(SearchOptions options, List<(ExtendedXyzFrame Frame, string Part)> divided, List<SearchFold> folds, List<ExtendedXyzFrame> test)
    {
        _options = options;
        _divided = divided;
        Folds = folds;
        Test = test;
        Problem = Hash();
    }

    internal IReadOnlyList<SearchFold> Folds { get; }

    /// <summary>Structures that decide nothing.</summary>
    internal IReadOnlyList<ExtendedXyzFrame> Test { get; }

    /// <summary>Hash of the structures, their data, their division and the frames of the metric.</summary>
    internal string Problem { get; }

    /// <summary>Whether at_file holds structures that are not fitted: the training structures are then written to a file of their own.</summary>
    internal bool IsDivided => _options.Folds == 0 && _divided.Exists(frame => frame.Part != "train");

    /// <exception cref="GapException">Io, Format: a file. Argument: nothing to compare with, or fewer groups than folds.</exception>
    internal static SearchData Read(SearchOptions options)
    {
        List<ExtendedXyzFrame> all = [.. ExtendedXyzReader.Read(options.AtomsFile)];
        List<(ExtendedXyzFrame Frame, string Part)> divided = all.ConvertAll(frame => (frame, PartOf(frame, options)));
        List<ExtendedXyzFrame> training = Frames(divided, "train");
        List<ExtendedXyzFrame> validation =
            [.. Frames(divided, "validation"), .. options.ValidationFile is { } file ? ExtendedXyzReader.Read(file) : []];
        List<ExtendedXyzFrame> test = [.. Frames(divided, "test"), .. options.TestFile is { } other ? ExtendedXyzReader.Read(other) : []];
        List<SearchFold> folds = options.Folds > 0 ? Divide(training, options) : [new SearchFold(training, validation)];
        foreach (SearchFold fold in folds)
            Require(fold, options);
        if ((options.Test ?? (object?)options.TestFile) is not null && test.Count == 0)
            throw new GapException(
                GapErrorKind.Argument, $"test = {Shown.Quoted(options.Test?.Text)} holds for no configuration, expected at least one");
        return new SearchData(options, divided, folds, test);
    }

    /// <summary>Writes the parts of at_file as structures.train.xyz and so on; gives the file of the training structures.</summary>
    /// <exception cref="GapException">Io: they cannot be written.</exception>
    internal string WriteParts(string folder)
    {
        if (!IsDivided)
            return _options.AtomsFile;
        PoolFrame[] pool = [.. _divided.Select((frame, index) => PoolFrame.Of(index, 0, frame.Frame, ""))];
        string[] parts = [.. _divided.Select(frame => frame.Part).Distinct()];
        string path = Path.Combine(folder, "structures.xyz");
        CuratedFiles.WriteParts(
            new CurationResult(pool, pool, [.. pool.Select((frame, index) => new ChosenFrame(frame, Part: _divided[index].Part))]), path,
            [.. parts.Select(part => new SplitPart(part, 1.0 / parts.Length))]);
        return CuratedFiles.PartPath(path, "train");
    }

    private static string PartOf(ExtendedXyzFrame frame, SearchOptions options) =>
        frame.Structure.Count == 1 ? "train"
        : options.Test?.Accepts(frame) == true ? "test"
        : options.Validation?.Accepts(frame) == true ? "validation" : "train";

    private static List<ExtendedXyzFrame> Frames(List<(ExtendedXyzFrame Frame, string Part)> divided, string part) =>
        [.. divided.Where(frame => frame.Part == part).Select(frame => frame.Frame)];

    /// <summary>Groups, the largest first, each into the fold that has fewest frames so far; single atoms are in the training of every fold.</summary>
    private static List<SearchFold> Divide(List<ExtendedXyzFrame> frames, SearchOptions options)
    {
        ExtendedXyzFrame[] clusters = [.. frames.Where(frame => frame.Structure.Count > 1)];
        var groups = clusters.Index().GroupBy(frame => GroupOf(frame.Index, frame.Item, options.GroupBy)).ToList();
        if (groups.Count < options.Folds)
            throw new GapException(GapErrorKind.Argument,
                $"folds = {options.Folds} of {groups.Count} groups by {options.GroupBy}, expected at most as many folds as groups");
        int[] sizes = new int[options.Folds];
        var foldOf = new Dictionary<ExtendedXyzFrame, int>();
        foreach (var group in groups.OrderByDescending(group => group.Count()).ThenBy(group => SeededRandom.At(options.Seed, group.First().Index)))
        {
            int fold = Array.IndexOf(sizes, sizes.Min());
            sizes[fold] += group.Count();
            foreach ((int _, ExtendedXyzFrame frame) in group)
                foldOf.Add(frame, fold);
        }

        return [.. Enumerable.Range(0, options.Folds).Select(fold => new SearchFold(
            [.. frames.Where(frame => !foldOf.TryGetValue(frame, out int own) || own != fold)],
            [.. clusters.Where(frame => foldOf[frame] == fold)]))];
    }

    private static string GroupOf(int index, ExtendedXyzFrame frame, string key) => key switch
    {
        "size" => $"{frame.Structure.Count}",
        "frame" => $"{index}",
        _ => frame.TryGetText(key, out string? text) ? text : throw new GapException(GapErrorKind.Format,
            $"configuration without {Shown.Quoted(key)} (group_by), expected it ({Shown.Place(frame.Source ?? "frame", frame.LineNumber)})"),
    };

    private static void Require(SearchFold fold, SearchOptions options)
    {
        if (fold.Training.Count == 0)
            throw new GapException(GapErrorKind.Argument, $"no configuration of {Shown.Path(options.AtomsFile)} is left to fit, expected some");
        if (fold.Validation.Count == 0)
            throw new GapException(GapErrorKind.Argument,
                $"validation = {Shown.Quoted(options.Validation?.Text)} holds for no configuration, expected at least one");
        if (options.MetricSubset is { } subset && options.Folds == 0 && !fold.Validation.Any(subset.Accepts))
            throw new GapException(GapErrorKind.Argument,
                $"metric_subset = {Shown.Quoted(subset.Text)} holds for no validation configuration, expected at least one");
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SearchFold fold in Folds)
        {
            Add(hash, "train", fold.Training);
            Add(hash, "validation", fold.Validation);
        }

        Add(hash, "test", Test);
        Add(hash, $"subset {_options.MetricSubset?.Text} seed {_options.Seed}");
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string role, IReadOnlyList<ExtendedXyzFrame> frames)
    {
        Add(hash, $"{role} {frames.Count}");
        foreach (ExtendedXyzFrame frame in frames)
        {
            hash.Append(frame.Structure);
            foreach ((string key, string value) in frame.Info)
                Add(hash, $"{key}={value}");
            foreach (ExtendedXyzColumn column in frame.Columns)
            {
                Add(hash, $"{column.Name}:{column.Type}:{column.Width}");
                if (column.Reals is { } reals)
                    hash.AppendData(MemoryMarshal.AsBytes(reals.AsSpan()));
                else
                    Add(hash, string.Join(' ', column.Text));
            }
        }
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
}
