using GapCore.Numerics;
using GapFit.LinearAlgebra;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// cur_points: leverage scores of the vectors x, raw and uncentred. The left singular vectors u and squared singular values are those of the
/// Gram matrix X^T X (d x d), gathered in one scan; a second one gives v_{j xi} = x_j . u_xi / sigma_xi. Nothing grows with the pool.
/// </summary>
internal static class CurPoints
{
    /// <summary>Rows of a panel: the same sums whatever the source's blocks.</summary>
    private const int Rows = 256;

    internal static IEnumerable<long> Choose(InstancePool pool, int count, CoordinateOptions coordinate, SelectionContext context)
    {
        int dimensions = pool.Dimensions;
        double[] vectors = SymmetricEigenproblem.NewMatrix(dimensions, $"sparse_method=cur_points of {coordinate.Place}");
        pool.VisitPanels(Rows, panel => Lapack.Dsyrk(dimensions, panel.Count, panel.X, vectors));
        double[] squares = SymmetricEigenproblem.Solve(vectors, dimensions);

        int rank = LeverageScores.Rank(squares);
        SmallestKeys best = new(count);
        double[] sums = new double[Rows];
        pool.VisitPanels(Rows, panel =>
        {
            context.ForEach(panel.Count, j =>
            {
                double sum = 0;
                for (int k = dimensions - rank; k < dimensions; k++)
                {
                    double projection = VectorProduct.Dot(panel.Row(j), vectors.AsSpan(k * dimensions, dimensions));
                    sum += projection * projection / squares[k];
                }

                sums[j] = sum;
            });
            for (int j = 0; j < panel.Count; j++)
                best.Offer(LeverageScores.Key(context.Seed, panel.Indices[j], count, rank, sums[j]), panel.Indices[j]);
        });
        return best.Indices;
    }
}
