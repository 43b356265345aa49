using System.Runtime.InteropServices;
using GapCore;
using GapFit.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace GapFit.Tests.LinearAlgebra;

/// <summary>OpenBLAS is loaded as it should be, and its routines get what they were meant to get.</summary>
public sealed partial class LapackTests
{
    /// <summary>Leading dimensions are larger than the matrices, so that mixing them up shows.</summary>
    private const int Spare = 3;

    [Theory]
    [InlineData('N', 'N')]
    [InlineData('T', 'N')]
    [InlineData('N', 'T')]
    [InlineData('T', 'T')]
    public void Dgemm_multiplies(char opA, char opB)
    {
        Matrix<double> a = Numbers(5, 4, 1), b = Numbers(4, 3, 2), c = Numbers(5, 3, 3);
        double[] storedA = Stored(opA == 'N' ? a : a.Transpose()), storedB = Stored(opB == 'N' ? b : b.Transpose()), storedC = Stored(c);
        Lapack.Dgemm(opA, opB, 5, 3, 4, 2.0, storedA, Leading(storedA, opA == 'N' ? 4 : 5), storedB, Leading(storedB, opB == 'N' ? 3 : 4),
            -0.5, storedC, 5 + Spare);
        RequireEqual(2.0 * a * b - 0.5 * c, storedC);
    }

    [Theory]
    [InlineData('L', 'L', 'N')]
    [InlineData('L', 'U', 'T')]
    [InlineData('R', 'L', 'T')]
    [InlineData('R', 'U', 'N')]
    public void Dtrsm_solves(char side, char uplo, char op)
    {
        int order = side == 'L' ? 5 : 3;
        Matrix<double> full = Numbers(order, order, 4) + 3.0 * Matrix<double>.Build.DenseIdentity(order);
        Matrix<double> triangle = uplo == 'L' ? full.LowerTriangle() : full.UpperTriangle(), b = Numbers(5, 3, 5);
        Matrix<double> taken = op == 'N' ? triangle : triangle.Transpose();
        double[] x = Stored(b);
        Lapack.Dtrsm(side, uplo, op, 'N', 5, 3, 1.5, Stored(full), order + Spare, x, 5 + Spare);
        RequireEqual(side == 'L' ? taken.Inverse() * (1.5 * b) : 1.5 * b * taken.Inverse(), x);
    }

    [Theory]
    [InlineData('L')]
    [InlineData('U')]
    public void Dpotrf_factorises(char uplo)
    {
        Matrix<double> root = Numbers(6, 6, 6), a = root * root.Transpose() + Matrix<double>.Build.DenseIdentity(6);
        double[] stored = Stored(a);
        Assert.Equal(0, Lapack.Dpotrf(uplo, 6, stored, 6 + Spare));
        Matrix<double> lower = a.Cholesky().Factor;
        RequireEqual(uplo == 'L' ? lower + a.StrictlyUpperTriangle() : lower.Transpose() + a.StrictlyLowerTriangle(), stored);
    }

    [Fact]
    public void Dpotrf_says_which_minor_is_not_positive() => Assert.Equal(2, Lapack.Dpotrf('L', 2, [1.0, 2.0, 2.0, 1.0], 2));

    [Fact]
    public void A_matrix_that_is_too_short_is_refused_before_it_is_written_past()
    {
        double[] three = new double[3], four = new double[4];
        GapException error = Assert.Throws<GapException>(() => Lapack.Dgemm('N', 'N', 2, 2, 2, 1.0, four, 2, four, 2, 0.0, three, 2));
        Assert.Contains("matrix c of 2 x 2, columns 2 apart, has 3 numbers, expected 4", error.Message);
        Assert.Contains("matrix a", Assert.Throws<GapException>(() => Lapack.Dpotrf('L', 2, four, 1)).Message);
        Assert.Contains("matrix b", Assert.Throws<GapException>(() => Lapack.Dtrsm('L', 'L', 'N', 'N', 2, 3, 1.0, four, 2, four, 2)).Message);
        Assert.Contains("matrix a is to be taken as 'X'",
            Assert.Throws<GapException>(() => Lapack.Dgemm('X', 'N', 2, 2, 2, 1.0, four, 2, four, 2, 0.0, four, 2)).Message);
    }

    [Fact]
    public void OpenBlas_has_one_thread_and_the_kernels_of_this_processor()
    {
        Assert.Equal(0, Lapack.Dpotrf('L', 1, [4.0], 1));
        Assert.Equal(1, ThreadCount());
        string? expected = Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") ?? OpenBlas.CoreType;
        if (expected is not null)
            Assert.Equal(expected, Marshal.PtrToStringUTF8(CoreName()), ignoreCase: true);
    }

    [Fact]
    public void What_the_runtime_gives_back_leaves_the_library_loaded()
    {
        for (int time = 0; time < 3; time++)
            NativeLibrary.Free(NativeLibraries.Acquire(OpenBlas.Library));
        Assert.Equal(0, Lapack.Dpotrf('L', 1, [4.0], 1));
    }

    [Fact]
    public void A_missing_library_is_one_line_with_the_package_to_install()
    {
        GapException error = Assert.Throws<GapException>(() => OpenBlas.Open("libno-such-blas.so.0"));
        Assert.Equal(GapErrorKind.Io, error.Kind);
        Assert.Contains("libno-such-blas.so.0", error.Message);
        Assert.Contains("libopenblas0-pthread", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static Matrix<double> Numbers(int rows, int columns, int seed) => Matrix<double>.Build.Random(rows, columns, seed);

    /// <summary>In column order, each column with some room below.</summary>
    private static double[] Stored(Matrix<double> matrix) =>
        matrix.Stack(Matrix<double>.Build.Dense(Spare, matrix.ColumnCount, 77.0)).ToColumnMajorArray();

    private static int Leading(double[] stored, int columns) => stored.Length / columns;

    private static void RequireEqual(Matrix<double> expected, double[] stored)
    {
        int rows = expected.RowCount, columns = expected.ColumnCount;
        Matrix<double> found = Matrix<double>.Build.DenseOfColumnMajor(rows + Spare, columns, stored);
        Assert.True((found.SubMatrix(0, rows, 0, columns) - expected).FrobeniusNorm() < 1e-12 * expected.FrobeniusNorm());
        Assert.All(found.SubMatrix(rows, Spare, 0, columns).Enumerate(), room => Assert.Equal(77.0, room));
    }

    [LibraryImport("libopenblas.so.0", EntryPoint = "openblas_get_num_threads")]
    private static partial int ThreadCount();

    [LibraryImport("libopenblas.so.0", EntryPoint = "openblas_get_corename")]
    private static partial nint CoreName();
}
