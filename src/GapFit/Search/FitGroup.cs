using GapCore;
using GapFit.Design;
using GapFit.LinearAlgebra;

namespace GapFit.Search;

/// <summary>
/// Fits of a union of columns and the same targets that differ in energy scales, noise and jitter: rows are made and factorised once. With
/// K = delta^2 k a fit minimises |L^T alpha|^2 + sum_c s_c^2 |R_c D alpha - z_c|^2, R_c being its columns of the factor of class c of rows, s_c the
/// weight, D the delta^2 of the columns; the factors of the classes are stacked and factorised again, which does not depend on the number of rows.
/// </summary>
internal sealed class FitGroup
{
    private readonly ColumnUnion _union;
    private readonly IReadOnlyList<PreparedFit> _fits;
    private readonly RowClasses _classes;
    private readonly ClassFactor[] _factors;
    private readonly List<int>[] _rows;
    private readonly List<double>[] _weights;
    private readonly List<double>[] _targets;

    private FitGroup(ColumnUnion union, IReadOnlyList<PreparedFit> fits, RowClasses classes)
    {
        _union = union;
        _fits = fits;
        _classes = classes;
        _factors = [.. Enumerable.Range(0, classes.Count).Select(_ => new ClassFactor(union.Columns.Count))];
        _rows = Lists<int>();
        _weights = Lists<double>();
        _targets = Lists<double>();

        List<T>[] Lists<T>() => [.. _factors.Select(_ => new List<T>())];
    }

    /// <summary>The columns of all its fits.</summary>
    internal IEnumerable<FitColumns> Columns => _union.Columns.Select(column => column.Columns).Distinct();

    /// <summary>One group, or where noise differs in too many ways one for every noise.</summary>
    internal static IEnumerable<FitGroup> Of(ColumnUnion union)
    {
        if (RowClasses.Of([.. union.Fits.Select(fit => fit.Data.Frames)]) is { } classes)
            return [new FitGroup(union, union.Fits, classes)];
        return union.Fits.GroupBy(fit => fit.Data.Frames)
            .Select(same => new FitGroup(union, [.. same], RowClasses.Of([.. same.Select(fit => fit.Data.Frames)])!));
    }

    /// <summary>Folds in the rows of some frames.</summary>
    /// <param name="frames">Indices of the frames.</param>
    /// <param name="block">The blocks that hold the columns' rows of these frames.</param>
    internal void Add(IEnumerable<int> frames, Func<FitColumns, DesignBlock> block)
    {
        int first = 0;
        foreach (int frame in frames)
        {
            (int[] classes, double[] weights, double[] targets) = _classes.Frame(frame);
            for (int row = 0; row < classes.Length; row++)
            {
                if (classes[row] < 0)
                    continue;
                _rows[classes[row]].Add(first + row);
                _weights[classes[row]].Add(weights[row]);
                _targets[classes[row]].Add(targets[row]);
            }

            first += classes.Length;
        }

        (DesignBlock, int)[] columns = [.. _union.Columns.Select(column => (block(column.Columns), column.Place))];
        for (int c = 0; c < _factors.Length; c++)
        {
            _factors[c].Add(columns, [.. _rows[c]], [.. _weights[c]], [.. _targets[c]]);
            _rows[c].Clear();
            _weights[c].Clear();
            _targets[c].Clear();
        }
    }

    /// <summary>Solves every fit; one that cannot be solved says why.</summary>
    /// <param name="covariance">K_mm of columns without jitter.</param>
    internal void Solve(Func<FitColumns, double[]> covariance)
    {
        foreach (ClassFactor factor in _factors)
            factor.Finish();
        var priors = new Dictionary<(FitColumns, int), ScaledPrior>();
        foreach (var set in _fits.Index().GroupBy(fit => _union.Selection(fit.Item)))
            Solve(set.Key, [.. set], priors, covariance);
    }

    /// <summary>Solves the fits of the same columns.</summary>
    private void Solve(
        ColumnSelection selection, (int Index, PreparedFit Fit)[] fits, Dictionary<(FitColumns, int), ScaledPrior> priors,
        Func<FitColumns, double[]> covariance)
    {
        bool isWhole = selection.Columns.Length == _union.Columns.Count;
        TriangularFactor[] factors = [.. _factors.Select(factor => isWhole ? factor.Factor : factor.Factor.Select(selection.Columns))];
        var solved = new TriangularFactor(selection.Columns.Length);
        foreach ((int index, PreparedFit fit) in fits)
        {
            try
            {
                double[] scales = PlacePrior(solved, selection, fit, priors, covariance);
                for (int c = 0; c < factors.Length; c++)
                    solved.Merge(factors[c], [.. scales.Select(scale => scale * _classes.Factor(c, index))]);
                fit.Weights = Weights(solved.Solve(), scales, selection);
            }
            catch (GapException failure) when (failure.Kind == GapErrorKind.Numeric)
            {
                fit.Error = failure.Message;
            }
        }
    }

    /// <summary>Makes the factor that of a fit's prior alone; gives the scale of every column, and 1 for the targets.</summary>
    private static double[] PlacePrior(
        TriangularFactor factor, ColumnSelection selection, PreparedFit fit, Dictionary<(FitColumns, int), ScaledPrior> priors,
        Func<FitColumns, double[]> covariance)
    {
        factor.Clear();
        double[] scales = new double[selection.Columns.Length + 1];
        scales[^1] = 1;
        for (int c = 0; c < selection.Coordinates.Count; c++)
        {
            ColumnSelection.Coordinate coordinate = selection.Coordinates[c];
            if (!priors.TryGetValue((coordinate.Columns, coordinate.Copy), out ScaledPrior? prior))
                priors.Add((coordinate.Columns, coordinate.Copy), prior = new ScaledPrior(coordinate));
            double scale = fit.Scale(c);
            factor.Place(coordinate.Positions, prior.Lower(covariance(coordinate.All), scale, fit.Point.Options.SparseJitter));
            foreach (int position in coordinate.Positions)
                scales[position] = scale;
        }

        return scales;
    }

    /// <summary>D alpha in the order of the fit's own columns.</summary>
    private static double[] Weights(double[] solution, double[] scales, ColumnSelection selection)
    {
        double[] weights = new double[solution.Length];
        int first = 0;
        foreach (ColumnSelection.Coordinate coordinate in selection.Coordinates)
        {
            for (int s = 0; s < coordinate.Own.Length; s++)
                weights[first + coordinate.Own[s]] = solution[coordinate.Positions[s]] * scales[coordinate.Positions[s]];
            first += coordinate.Own.Length;
        }

        return weights;
    }
}
