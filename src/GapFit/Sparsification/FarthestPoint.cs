using GapCore.Numerics;
using GapFit.Options;

namespace GapFit.Sparsification;

/// <summary>
/// farthest_point: from the instance farthest from the mean on, always the one farthest from all those chosen (Gonzalez 1985,
/// 10.1016/0304-3975(85)90224-5). Distances in units of theta or of the components' ranges; of equal ones the lower index wins.
/// </summary>
internal static class FarthestPoint
{
    /// <summary>Squared distance of what is chosen: below any other.</summary>
    private const double Chosen = -1;

    internal static IEnumerable<long> Choose(InstancePool pool, int count, CoordinateOptions coordinate, SelectionContext context)
    {
        HeldPool held = HeldPool.Scaled(pool, coordinate, context);
        double[] mean = new double[held.Dimensions];
        for (int i = 0; i < held.Count; i++)
            VectorProduct.AddScaled(held.Row(i), 1.0 / held.Count, mean);
        double[] squares = new double[held.Count];
        context.ForEach(held.Count, i => squares[i] = VectorProduct.SquaredDistance(held.Row(i), mean));
        int next = Farthest(squares);
        Array.Fill(squares, double.PositiveInfinity);

        List<long> chosen = [];
        while (chosen.Count < count)
        {
            chosen.Add(held.Indices[next]);
            held.Approach(squares, next, context);
            squares[next] = Chosen;
            next = Farthest(squares);
        }

        return chosen;
    }

    private static int Farthest(double[] squares) => Array.IndexOf(squares, squares.Max());
}
