namespace GapCore.Tests.Reference;

/// <summary>Textbook linear algebra for a handful of unknowns.</summary>
internal static class DenseMatrix
{
    /// <summary>Lower triangular L with S = L L^T.</summary>
    public static double[,] Cholesky(double[,] s)
    {
        int n = s.GetLength(0);
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double sum = s[i, j];
                for (int k = 0; k < j; k++)
                    sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }

        return l;
    }

    /// <summary>X with A X = B, by Gaussian elimination with partial pivoting.</summary>
    public static double[,] Solve(double[,] matrix, double[,] rightHandSide)
    {
        double[,] a = (double[,])matrix.Clone();
        double[,] b = (double[,])rightHandSide.Clone();
        int n = a.GetLength(0);
        int columns = b.GetLength(1);
        for (int step = 0; step < n; step++)
        {
            int pivot = step;
            for (int row = step + 1; row < n; row++)
                if (Math.Abs(a[row, step]) > Math.Abs(a[pivot, step]))
                    pivot = row;
            SwapRows(a, step, pivot);
            SwapRows(b, step, pivot);
            for (int row = 0; row < n; row++)
            {
                if (row == step)
                    continue;
                double factor = a[row, step] / a[step, step];
                for (int c = step; c < n; c++)
                    a[row, c] -= factor * a[step, c];
                for (int c = 0; c < columns; c++)
                    b[row, c] -= factor * b[step, c];
            }
        }

        for (int row = 0; row < n; row++)
            for (int c = 0; c < columns; c++)
                b[row, c] /= a[row, row];
        return b;
    }

    private static void SwapRows(double[,] matrix, int first, int second)
    {
        for (int c = 0; c < matrix.GetLength(1); c++)
            (matrix[first, c], matrix[second, c]) = (matrix[second, c], matrix[first, c]);
    }
}
