using GapCore;
using GapFit.Design;
using GapFit.LinearAlgebra;

namespace GapFit.Search;

/// <summary>
/// Fits with the same columns and targets that differ in energy scales, noise and jitter: rows are made and factorised once. With K = delta^2 k a
/// fit minimises |L^T alpha|^2 + sum_c s_c^2 |R_c D alpha - z_c|^2, R_c being the factor of class c of rows, s_c its weight, D the delta^2 of the
/// columns; the factors of the classes are stacked and factorised again, which does not depend on the number of rows.
/// </summary>
internal sealed class FitGroup
{
    private readonly IReadOnlyList<PreparedFit> _fits;
    private readonly RowClasses _classes;
    private readonly ClassFactor[] _factors;
    private readonly List<int>[] _rows;
    private readonly List<double>[] _weights;
    private readonly List<double>[] _targets;

    private FitGroup(IReadOnlyList<PreparedFit> fits, RowClasses classes)
    {
        _fits = fits;
        _classes = classes;
        _factors = [.. Enumerable.Range(0, classes.Count).Select(_ => new ClassFactor(fits[0].Unknowns))];
        _rows = Lists<int>();
        _weights = Lists<double>();
        _targets = Lists<double>();

        List<T>[] Lists<T>() => [.. _factors.Select(_ => new List<T>())];
    }

    internal IReadOnlyList<PreparedFit> Fits => _fits;

    /// <summary>The columns of all its fits.</summary>
    internal IReadOnlyList<FitColumns> Columns => _fits[0].Columns;

    /// <summary>One group, or where noise differs in too many ways one for every noise.</summary>
    internal static IEnumerable<FitGroup> Of(IReadOnlyList<PreparedFit> fits)
    {
        if (RowClasses.Of([.. fits.Select(fit => fit.Data.Frames)]) is { } classes)
            return [new FitGroup(fits, classes)];
        return fits.GroupBy(fit => fit.Data.Frames)
            .Select(same => new FitGroup([.. same], RowClasses.Of([.. same.Select(fit => fit.Data.Frames)])!));
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

        DesignBlock[] blocks = [.. Columns.Select(block)];
        for (int c = 0; c < _factors.Length; c++)
        {
            _factors[c].Add(blocks, [.. _rows[c]], [.. _weights[c]], [.. _targets[c]]);
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
        for (int fit = 0; fit < _fits.Count; fit++)
        {
            try
            {
                _fits[fit].Weights = Solve(fit, covariance);
            }
            catch (GapException failure) when (failure.Kind == GapErrorKind.Numeric)
            {
                _fits[fit].Error = failure.Message;
            }
        }
    }

    private double[] Solve(int fit, Func<FitColumns, double[]> covariance)
    {
        PreparedFit one = _fits[fit];
        var factor = new TriangularFactor(one.Unknowns);
        double[] scales = new double[one.Unknowns + 1];
        int first = 0;
        for (int coordinate = 0; coordinate < Columns.Count; coordinate++)
        {
            FitColumns columns = Columns[coordinate];
            double scale = one.Scale(coordinate);
            double[] prior = Scaled(covariance(columns), columns.Count, scale, one.Point.Options.SparseJitter);
            factor.Place(first, SparseCovariance.Cholesky(columns, prior, one.Point.Options.SparseJitter), columns.Count);
            Array.Fill(scales, scale, first, columns.Count);
            first += columns.Count;
        }

        scales[first] = 1;
        for (int c = 0; c < _factors.Length; c++)
            factor.Merge(_factors[c].Factor, [.. scales.Select(scale => scale * _classes.Factor(c, fit))]);
        double[] weights = factor.Solve();
        for (int s = 0; s < weights.Length; s++)
            weights[s] *= scales[s];
        return weights;
    }

    private static double[] Scaled(double[] covariance, int count, double scale, double jitter)
    {
        double[] scaled = new double[covariance.Length];
        GapCore.Numerics.VectorProduct.AddScaled(covariance, scale, scaled);
        for (int s = 0; s < count; s++)
            scaled[s * count + s] += jitter;
        return scaled;
    }
}
