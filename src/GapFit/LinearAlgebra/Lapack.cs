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
}
