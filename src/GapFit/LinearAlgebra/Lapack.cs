using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GapCore;

namespace GapFit.LinearAlgebra;

/// <summary>
/// The routines of LAPACK and BLAS that fits need, from the distribution's OpenBLAS by their Fortran names and with Fortran's letters. Column
/// order throughout; matrices are pinned, not copied. OpenBLAS has these routines in C, without Fortran's hidden lengths of the letters.
/// </summary>
internal static partial class Lapack
{
    private const string Library = OpenBlas.Library;

    static Lapack() => NativeLibraries.Register();

    /// <summary>
    /// QR of an upper triangular A (n x n) on top of a rectangular or, in its last l rows, trapezoidal B (m x n): A becomes the R of both,
    /// B and t (nb x n) the reflectors. Returns 0, or -i when argument i is wrong.
    /// </summary>
    internal static int Dtpqrt(int m, int n, int l, int nb, Span<double> a, int lda, Span<double> b, int ldb, Span<double> t,
        Span<double> work)
    {
        Require(a, n, n, lda);
        Require(b, m, n, ldb);
        Require(t, nb, n, nb);
        Require(work, nb, n, nb);
        Dtpqrt(in m, in n, in l, in nb, ref First(a), in lda, ref First(b), in ldb, ref First(t), in nb, ref First(work), out int info);
        return info;
    }

    /// <summary>
    /// Cholesky of a positive definite A (n x n), of which the triangle <paramref name="uplo"/> ('L': A = L L^T, 'U': A = U^T U) is read and
    /// overwritten. Returns 0, -i when argument i is wrong, i when the leading minor of order i is not positive.
    /// </summary>
    internal static int Dpotrf(char uplo, int n, Span<double> a, int lda)
    {
        Require(a, n, n, lda);
        Dpotrf((byte)uplo, in n, ref First(a), in lda, out int info);
        return info;
    }

    /// <summary>C (m x n) = alpha op(A) op(B) + beta C; op is 'N' or 'T', op(A) is m x k, op(B) is k x n.</summary>
    internal static void Dgemm(char opA, char opB, int m, int n, int k, double alpha, ReadOnlySpan<double> a, int lda, ReadOnlySpan<double> b,
        int ldb, double beta, Span<double> c, int ldc)
    {
        RequireOperand(opA, a, m, k, lda);
        RequireOperand(opB, b, k, n, ldb);
        Require(c, m, n, ldc);
        Dgemm((byte)opA, (byte)opB, in m, in n, in k, in alpha, in First(a), in lda, in First(b), in ldb, in beta, ref First(c), in ldc);
    }

    /// <summary>
    /// Solves op(A) X = alpha B (side 'L') or X op(A) = alpha B ('R') for X, which overwrites B (m x n); A is the triangle
    /// <paramref name="uplo"/> ('L', 'U'), with ones on its diagonal when <paramref name="diagonal"/> is 'U', not when 'N'.
    /// </summary>
    internal static void Dtrsm(char side, char uplo, char opA, char diagonal, int m, int n, double alpha, ReadOnlySpan<double> a, int lda,
        Span<double> b, int ldb)
    {
        int order = side == 'L' ? m : n;
        Require(a, order, order, lda);
        Require(b, m, n, ldb);
        Dtrsm((byte)side, (byte)uplo, (byte)opA, (byte)diagonal, in m, in n, in alpha, in First(a), in lda, ref First(b), in ldb);
    }

    private static ref double First(Span<double> matrix) => ref MemoryMarshal.GetReference(matrix);

    private static ref double First(ReadOnlySpan<double> matrix) => ref MemoryMarshal.GetReference(matrix);

    private static void RequireOperand(char op, ReadOnlySpan<double> matrix, int rows, int columns, int leading,
        [CallerArgumentExpression(nameof(matrix))] string name = "")
    {
        if (op is not ('N' or 'T'))
            throw new GapException(GapErrorKind.Internal, $"matrix {name} is to be taken as '{op}', expected 'N' or 'T'");
        Require(matrix, op == 'N' ? rows : columns, op == 'N' ? columns : rows, leading, name);
    }

    /// <summary>What is too short would be written past its end: OpenBLAS cannot know.</summary>
    private static void Require(ReadOnlySpan<double> matrix, int rows, int columns, int leading,
        [CallerArgumentExpression(nameof(matrix))] string name = "")
    {
        long needed = rows == 0 || columns == 0 ? 0 : (long)leading * (columns - 1) + rows;
        if (rows < 0 || columns < 0 || leading < Math.Max(1, rows) || matrix.Length < needed)
            throw new GapException(GapErrorKind.Internal,
                $"matrix {name} of {rows} x {columns}, columns {leading} apart, has {matrix.Length} numbers, expected {needed}");
    }

    [LibraryImport(Library, EntryPoint = "dtpqrt_")]
    private static partial void Dtpqrt(in int m, in int n, in int l, in int nb, ref double a, in int lda, ref double b, in int ldb,
        ref double t, in int ldt, ref double work, out int info);

    [LibraryImport(Library, EntryPoint = "dpotrf_")]
    private static partial void Dpotrf(in byte uplo, in int n, ref double a, in int lda, out int info);

    [LibraryImport(Library, EntryPoint = "dgemm_")]
    private static partial void Dgemm(in byte opA, in byte opB, in int m, in int n, in int k, in double alpha, in double a, in int lda,
        in double b, in int ldb, in double beta, ref double c, in int ldc);

    [LibraryImport(Library, EntryPoint = "dtrsm_")]
    private static partial void Dtrsm(in byte side, in byte uplo, in byte opA, in byte diagonal, in int m, in int n, in double alpha,
        in double a, in int lda, ref double b, in int ldb);
}
