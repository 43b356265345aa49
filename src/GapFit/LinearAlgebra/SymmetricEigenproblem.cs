using GapCore;

namespace GapFit.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's dsyevd.</summary>
internal static class SymmetricEigenproblem
{
    /// <summary>The length of the work array is an int.</summary>
    private const int LargestOrder = 32_000;

    /// <summary>Bytes of matrix and work arrays for n rows.</summary>
    internal static long Bytes(int order) => 3L * order * order * sizeof(double);

    /// <summary>Zeros, n x n.</summary>
    /// <param name="order">n.</param>
    /// <param name="what">What has n, for the message, for example "sparse_method=cur_points of gap entry 1".</param>
    /// <exception cref="GapException">Unsupported: n is above 32000.</exception>
    internal static double[] NewMatrix(int order, string what) => order <= LargestOrder
        ? new double[order * order]
        : throw new GapException(GapErrorKind.Unsupported,
            $"{what} needs the eigenvectors of a matrix of {order} rows, expected at most {LargestOrder}");

    /// <summary>Eigenvalues, ascending; the matrix (lower triangle, column order) is replaced by the eigenvectors, its columns.</summary>
    /// <exception cref="GapException">Numeric: the iteration does not converge.</exception>
    internal static double[] Solve(double[] matrix, int order)
    {
        double[] values = new double[order];
        int info = Lapack.Dsyevd(order, matrix, values, new double[1 + 6 * order + 2 * order * order], new int[3 + 5 * order]);
        return info switch
        {
            0 => values,
            < 0 => throw new GapException(GapErrorKind.Internal, $"dsyevd refused argument {-info}"),
            _ => throw new GapException(GapErrorKind.Numeric, $"eigenvectors of a matrix of {order} rows: dsyevd did not converge ({info})"),
        };
    }
}
