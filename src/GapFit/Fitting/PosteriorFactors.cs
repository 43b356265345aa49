using GapCore.IO;
using GapCore.Potentials;
using GapFit.Design;
using GapFit.LinearAlgebra;

namespace GapFit.Fitting;

/// <summary>
/// The factors of a fit that the posterior variance needs (docs/variance.md). L is computed a second time, coordinate by coordinate: keeping it
/// would take memory all through the fit. It is stored all the same, for a reader would have to factorise without LAPACK.
/// </summary>
internal static class PosteriorFactors
{
    /// <summary>What writes them.</summary>
    /// <param name="definition">The fitted potential.</param>
    /// <param name="columns">Its coordinates.</param>
    /// <param name="jitter">sparse_jitter.</param>
    /// <param name="factor">R of all data and the prior.</param>
    internal static Action<Stream> Writer(
        GapDefinition definition, IReadOnlyList<FitColumns> columns, double jitter, TriangularFactor factor) =>
        stream => PosteriorFile.Write(stream, definition, i => RowsOf(SparseCovariance.Cholesky(columns[i], jitter), columns[i].Count), factor.Column);

    private static TriangleRow RowsOf(double[] lower, int order)
    {
        double[] elements = new double[order];
        return row =>
        {
            for (int column = 0; column <= row; column++)
                elements[column] = lower[column * order + row];
            return elements.AsSpan(0, row + 1);
        };
    }
}
