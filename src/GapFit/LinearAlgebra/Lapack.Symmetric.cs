using System.Runtime.InteropServices;

namespace GapFit.LinearAlgebra;

/// <summary>What symmetric matrices need. Character arguments bring their hidden Fortran lengths along.</summary>
internal static partial class Lapack
{
    private const byte Lower = (byte)'L', Vectors = (byte)'V', AsItIs = (byte)'N';

    /// <summary>Lower triangle of C (n x n) += A A^T with A of n x k.</summary>
    internal static void Dsyrk(int n, int k, double[] a, double[] c) => Dsyrk(Lower, AsItIs, n, k, 1.0, a, n, 1.0, c, n, 1, 1);

    /// <summary>
    /// Eigenvalues w, ascending, and eigenvectors, the columns that replace A (n x n, lower triangle read). Returns 0, -i when argument i is
    /// wrong, or a positive number when the iteration does not converge.
    /// </summary>
    internal static int Dsyevd(int n, double[] a, double[] w, double[] work, int[] integerWork)
    {
        Dsyevd(Vectors, Lower, n, a, n, w, work, work.Length, integerWork, integerWork.Length, out int info, 1, 1);
        return info;
    }

    [LibraryImport(Library, EntryPoint = "dsyrk_")]
    private static partial void Dsyrk(in byte uplo, in byte trans, in int n, in int k, in double alpha, [In] double[] a, in int lda,
        in double beta, [In, Out] double[] c, in int ldc, nint uploLength, nint transLength);

    [LibraryImport(Library, EntryPoint = "dsyevd_")]
    private static partial void Dsyevd(in byte jobz, in byte uplo, in int n, [In, Out] double[] a, in int lda, [In, Out] double[] w,
        [In, Out] double[] work, in int lwork, [In, Out] int[] iwork, in int liwork, out int info, nint jobzLength, nint uploLength);
}
