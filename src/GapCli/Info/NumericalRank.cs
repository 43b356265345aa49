using MathNet.Numerics.LinearAlgebra;
using Lanes = System.Numerics.Vector<double>;

namespace GapCli.Info;

/// <summary>
/// Numerical rank of a set of sparse points: how many singular values of the M x d matrix of points exceed 1e-10 of the largest.
/// A Householder QR reduces the matrix to d x d first, so that 6,000 points of 547 components take about a second; the Gram matrix would
/// be quicker and blind below 1e-8.
/// </summary>
internal static class NumericalRank
{
    /// <summary>Singular values below this part of the largest count as zero.</summary>
    internal const double Threshold = 1e-10;

    /// <param name="points">M x d numbers in row order.</param>
    /// <param name="dimensions">d.</param>
    internal static int Of(ReadOnlySpan<double> points, int dimensions)
    {
        int count = points.Length / dimensions;
        if (count == 0)
            return 0;
        double[,] triangle = Triangle(Columns(points, count, dimensions));
        double[] singular = [.. Matrix<double>.Build.DenseOfArray(triangle).Svd(computeVectors: false).S];
        double largest = singular.Max();
        return singular.Count(value => value > Threshold * largest);
    }

    /// <summary>R of the QR factorisation of a matrix given by columns, min(M, d) x d; the columns are overwritten.</summary>
    private static double[,] Triangle(double[][] columns)
    {
        int rows = Math.Min(columns[0].Length, columns.Length);
        var triangle = new double[rows, columns.Length];
        for (int k = 0; k < rows; k++)
        {
            Span<double> reflector = columns[k].AsSpan(k);
            triangle[k, k] = Reflect(reflector, columns, k);
            for (int j = k + 1; j < columns.Length; j++)
                triangle[k, j] = columns[j][k];
        }

        return triangle;
    }

    /// <summary>Householder step k: makes the reflector of column k in its place, applies it to the columns after it, returns R(k, k).</summary>
    private static double Reflect(Span<double> reflector, double[][] columns, int k)
    {
        double norm = Math.Sqrt(Dot(reflector, reflector));
        if (norm == 0)
            return 0;
        double diagonal = reflector[0] > 0 ? -norm : norm;
        reflector[0] -= diagonal;
        double factor = -2 / Dot(reflector, reflector);
        for (int j = k + 1; j < columns.Length; j++)
        {
            Span<double> column = columns[j].AsSpan(k);
            AddScaled(factor * Dot(reflector, column), reflector, column);
        }

        return diagonal;
    }

    private static double[][] Columns(ReadOnlySpan<double> points, int count, int dimensions)
    {
        var columns = new double[dimensions][];
        for (int component = 0; component < dimensions; component++)
        {
            columns[component] = new double[count];
            for (int point = 0; point < count; point++)
                columns[component][point] = points[point * dimensions + component];
        }

        return columns;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int width = Lanes.Count;
        Lanes even = default, odd = default;
        int i = 0;
        for (; i + 2 * width <= a.Length; i += 2 * width)
        {
            even += new Lanes(a[i..]) * new Lanes(b[i..]);
            odd += new Lanes(a[(i + width)..]) * new Lanes(b[(i + width)..]);
        }

        double sum = System.Numerics.Vector.Sum(even + odd);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> a, Span<double> into)
    {
        int width = Lanes.Count;
        int i = 0;
        for (; i + width <= a.Length; i += width)
            (new Lanes(into[i..]) + factor * new Lanes(a[i..])).CopyTo(into[i..]);
        for (; i < a.Length; i++)
            into[i] += factor * a[i];
    }
}
