using System.Runtime.InteropServices;

namespace GapFit.LinearAlgebra;

/// <summary>The routines of LAPACK that fits need, from the distribution's OpenBLAS by their Fortran names. Column order throughout.</summary>
internal static partial class Lapack
{
    private const string Library = "libopenblas.so.0";

    /// <summary>
    /// QR of an upper triangular A (n x n) on top of a rectangular or, in its last l rows, trapezoidal B (m x n): A becomes the R of both,
    /// B and t (nb x n) the reflectors. Returns 0, or -i when argument i is wrong.
    /// </summary>
    internal static int Dtpqrt(int m, int n, int l, int nb, double[] a, int lda, double[] b, int ldb, double[] t, double[] work)
    {
        Dtpqrt(in m, in n, in l, in nb, a, in lda, b, in ldb, t, in nb, work, out int info);
        return info;
    }

    [LibraryImport(Library, EntryPoint = "dtpqrt_")]
    private static partial void Dtpqrt(in int m, in int n, in int l, in int nb, [In, Out] double[] a, in int lda, [In, Out] double[] b,
        in int ldb, [In, Out] double[] t, in int ldt, [In, Out] double[] work, out int info);

    /// <summary>product[s * count + r] = row r of a times row s of b: A B^T of count x k and points x k matrices in row order.</summary>
    internal static unsafe void MultiplyRows(ReadOnlySpan<double> a, int count, ReadOnlySpan<double> b, int points, int k, Span<double> product)
    {
        const int columnOrder = 102, asIs = 111, transposed = 112;
        fixed (double* first = a, second = b, target = product)
            Dgemm(columnOrder, transposed, asIs, count, points, k, 1, first, k, second, k, 0, target, count);
    }

    /// <summary>A = L L^T of the lower triangle (n x n). Returns 0, or i when the leading minor of order i is not positive definite.</summary>
    internal static unsafe int Dpotrf(int n, Span<double> a)
    {
        byte lower = (byte)'L';
        int info;
        fixed (double* matrix = a)
            Dpotrf(&lower, &n, matrix, &n, &info);
        return info;
    }

    [LibraryImport(Library, EntryPoint = "cblas_dgemm")]
    private static unsafe partial void Dgemm(int order, int transposeA, int transposeB, int m, int n, int k, double alpha, double* a, int lda,
        double* b, int ldb, double beta, double* c, int ldc);

    [LibraryImport(Library, EntryPoint = "dpotrf_")]
    private static unsafe partial void Dpotrf(byte* triangle, int* n, double* a, int* lda, int* info);
}
