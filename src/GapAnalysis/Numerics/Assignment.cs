namespace GapAnalysis.Numerics;

/// <summary>
/// The Hungarian method: the cheapest matching of n rows with n columns, in O(n^3) (Kuhn, doi:10.1002/nav.3800020109; shortest augmenting
/// paths with dual prices, Jonker and Volgenant, doi:10.1007/BF02278710).
/// </summary>
internal static class Assignment
{
    private const int None = -1;

    /// <summary>The column of every row.</summary>
    /// <param name="costs">n x n by rows, finite.</param>
    /// <param name="size">n.</param>
    internal static int[] Solve(ReadOnlySpan<double> costs, int size)
    {
        var rowPrice = new double[size];
        var columnPrice = new double[size];
        var rowOf = new int[size];
        Array.Fill(rowOf, None);
        for (int row = 0; row < size; row++)
            Augment(costs, row, rowPrice, columnPrice, rowOf);
        var columnOf = new int[size];
        for (int column = 0; column < size; column++)
            columnOf[rowOf[column]] = column;
        return columnOf;
    }

    /// <summary>Matches one more row: Dijkstra's search over columns for the shortest path to a free one, by costs less both prices.</summary>
    private static void Augment(ReadOnlySpan<double> costs, int free, double[] rowPrice, double[] columnPrice, int[] rowOf)
    {
        int size = rowOf.Length;
        var distance = new double[size];
        var before = new int[size];
        var reached = new bool[size];
        Array.Fill(distance, double.PositiveInfinity);
        Array.Fill(before, None);
        double length = 0;
        int last = None;
        for (int row = free; row != None; row = rowOf[last])
        {
            int next = None;
            for (int column = 0; column < size; column++)
            {
                if (reached[column])
                    continue;
                double through = length + costs[row * size + column] - rowPrice[row] - columnPrice[column];
                if (through < distance[column])
                    (distance[column], before[column]) = (through, last);
                if (next == None || distance[column] < distance[next])
                    next = column;
            }

            length = distance[next];
            reached[next] = true;
            last = next;
        }

        // New prices keep every reduced cost at least 0, and 0 along the matching.
        rowPrice[free] += length;
        for (int column = 0; column < size; column++)
        {
            if (!reached[column] || column == last)
                continue;
            rowPrice[rowOf[column]] += length - distance[column];
            columnPrice[column] -= length - distance[column];
        }

        for (int column = last; column != None; column = before[column])
            rowOf[column] = before[column] == None ? free : rowOf[before[column]];
    }
}
