using GapCore;
using GapCore.IO.ExtendedXyz;
using GapCore.Potentials;
using GapFit.Caching;
using GapFit.Data;
using GapFit.Design;
using GapFit.Fitting;
using GapFit.LinearAlgebra;
using GapFit.Options;
using GapFit.Validation;

namespace GapFit.Search;

/// <summary>
/// Fits made together, in step, in one thread: structures are described once, descriptors multiplied once with every sparse point that any of
/// the fits has, rows that several fits have in common factorised once. The potentials are those of separate fits, to rounding. Memory does not
/// grow with the number of structures.
/// </summary>
internal sealed class SearchBatch
{
    /// <summary>Rows of a block.</summary>
    private const int BlockRows = 512;

    /// <summary>Descriptor vectors that are kept while sparse points are chosen.</summary>
    private const long CacheBytes = 128L << 20;

    private readonly IReadOnlyList<SearchPoint> _points;
    private readonly IReadOnlyList<ExtendedXyzFrame> _training;
    private readonly Dictionary<string, CoordinateTerm> _terms = [];
    private readonly Dictionary<string, CoordinateDefinition> _selections = [];
    private readonly Dictionary<string, FitColumns> _columns = [];
    private readonly Dictionary<FitColumns, double[]> _covariances = [];
    private readonly DescriptorCache _cache = DescriptorCache.InMemory(CacheBytes);

    /// <param name="points">Points of the same <see cref="ColumnKeys.Batch"/>.</param>
    /// <param name="training">The structures to fit.</param>
    internal SearchBatch(IReadOnlyList<SearchPoint> points, IReadOnlyList<ExtendedXyzFrame> training) => (_points, _training) = (points, training);

    /// <summary>Fits all points; one that cannot be fitted says why.</summary>
    internal IReadOnlyList<PreparedFit> Fit()
    {
        PreparedFit[] fits = Prepare();
        PreparedFit[] sound = [.. fits.Where(fit => fit.Error is null)];
        FitGroup[] groups = [.. ColumnUnion.Of(sound).SelectMany(FitGroup.Of)];
        if (groups.Length == 0)
            return fits;
        IReadOnlyList<FitFrame> frames = sound[0].Data.Frames;
        Visit([.. groups.SelectMany(group => group.Columns).Distinct()], frames, (some, block) =>
        {
            foreach (FitGroup group in groups)
                group.Add(some, block);
        });
        foreach (FitGroup group in groups)
            group.Solve(Covariance);
        return fits;
    }

    /// <summary>Errors of every fit, frame by frame; empty for fits without weights.</summary>
    internal IReadOnlyList<List<FrameErrors>> Compare(
        IReadOnlyList<PreparedFit> fits, IReadOnlyList<ExtendedXyzFrame> compared, IReadOnlyDictionary<int, double> isolated)
    {
        List<FrameErrors>[] errors = [.. fits.Select(_ => new List<FrameErrors>())];
        PreparedFit[] sound = [.. fits.Where(fit => fit.Weights is not null)];
        if (sound.Length == 0 || compared.Count == 0)
            return errors;
        ComparedFrames frames = ComparedFrames.Of(compared, sound[0].Point.Options);
        var predictor = new RowPredictor(Weighted(fits).GroupBy(set => ColumnKeys.Share(set.Columns)).Select(share => share.ToArray()), fits.Count);
        for (int frame = 0; frame < compared.Count; frame++)
        {
            double[][] predictions = predictor.Predict(frames.Rows[frame]);
            for (int fit = 0; fit < fits.Count; fit++)
                if (fits[fit].Weights is not null)
                    errors[fit].Add(frames.Compare(frame, predictions[fit], fits[fit].Data.IsolatedAtomEnergies, isolated));
        }

        return errors;
    }

    private PreparedFit[] Prepare()
    {
        var frames = new Dictionary<string, IReadOnlyList<FitFrame>>();
        return [.. _points.Select(point =>
        {
            TrainingSet data = TrainingSet.From(_training, point.Options, Term, SilentProgress.Instance);
            string keys = OptionWords.Join(point.Text.Keys);
            // Points of the same noise hold the same numbers once.
            if (!frames.TryAdd(keys, data.Frames))
                data = data with { Frames = frames[keys] };
            var fit = new PreparedFit(point, data);
            try
            {
                fit.Columns = [.. data.Coordinates.Select(coordinate => Columns(coordinate, point, data))];
            }
            catch (GapException failure) when (failure.Kind is GapErrorKind.Argument or GapErrorKind.Numeric)
            {
                fit.Error = failure.Message;
            }

            return fit;
        })];
    }

    private FitColumns Columns(CoordinateOptions coordinate, SearchPoint point, TrainingSet data)
    {
        CoordinateOptions unscaled = ColumnKeys.Unscaled(coordinate);
        string key = $"{unscaled.Descriptor}\n{point.Options.Seed}";
        if (_columns.TryGetValue(key, out FitColumns? known))
            return known;
        CoordinateTerm term = Term(unscaled.Descriptor);
        string selection = $"{ColumnKeys.Selection(unscaled)}\n{point.Options.Seed}";
        if (!_selections.TryGetValue(selection, out CoordinateDefinition? chosen))
        {
            var choice = new SparseChoice(
                data, new FitRunSettings { Threads = 1, Cache = _cache }, 1, point.Options.Seed ?? 0, SilentProgress.Instance);
            _selections.Add(selection, chosen = choice.Choose(unscaled, term));
        }

        var columns = new FitColumns(chosen with { Descriptor = unscaled.Descriptor, Zeta = unscaled.Zeta }, 0, term);
        _columns.Add(key, columns);
        return columns;
    }

    /// <summary>Makes the rows of all frames, some at a time, and hands them out.</summary>
    private static void Visit(FitColumns[] columns, IReadOnlyList<FitFrame> frames, Action<int[], Func<FitColumns, DesignBlock>> visit)
    {
        var assembler = new RowAssembler([.. columns.GroupBy(ColumnKeys.Share).Select(IReadOnlyList<FitColumns> (share) => [.. share])]);
        var blocks = new Dictionary<FitColumns, DesignBlock>();
        foreach (FrameBlock block in FrameBlock.Divide(frames, BlockRows, new HashSet<int>()))
        {
            foreach (FitColumns one in columns)
                blocks[one] = DesignBlock.Reuse(blocks.GetValueOrDefault(one), block.Rows, one.Count);
            int row = 0;
            foreach (int frame in block.Frames)
            {
                assembler.AddKernels(frames[frame], one => blocks[one], row);
                row += new RowLayout(frames[frame]).Count;
            }

            visit(block.Frames, one => blocks[one]);
        }
    }

    /// <summary>Every set of columns with the weights of the fits that have it.</summary>
    private static IEnumerable<WeightedColumns> Weighted(IReadOnlyList<PreparedFit> fits) => fits.Index()
        .Where(fit => fit.Item.Weights is not null)
        .SelectMany(fit => fit.Item.WeightsByColumns().Select(own => (fit.Index, own.Columns, own.Weights)))
        .GroupBy(own => own.Columns)
        .Select(same => new WeightedColumns(same.Key, [.. same.Select(own => own.Index)], [.. same.SelectMany(own => own.Weights)]));

    private double[] Covariance(FitColumns columns)
    {
        if (!_covariances.TryGetValue(columns, out double[]? known))
            _covariances.Add(columns, known = SparseCovariance.Of(columns, 0));
        return known;
    }

    private CoordinateTerm Term(string descriptor)
    {
        string key = InstanceKey.OwnWords(descriptor);
        if (!_terms.TryGetValue(key, out CoordinateTerm? term))
            _terms.Add(key, term = CoordinateTerm.ForDescriptor(descriptor));
        return term;
    }
}
