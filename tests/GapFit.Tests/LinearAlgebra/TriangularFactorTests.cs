using GapCore;
using GapFit.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace GapFit.Tests.LinearAlgebra;

/// <summary>Streaming least squares equals that of all rows at once, however they are dealt out.</summary>
public sealed class TriangularFactorTests
{
    private const int Unknowns = 7;
    private const int Rows = 53;

    private static readonly Matrix<double> A = Matrix<double>.Build.Random(Rows, Unknowns, seed: 1);
    private static readonly Vector<double> B = Vector<double>.Build.Random(Rows, seed: 2);
    private static readonly Vector<double> Expected = A.QR().Solve(B);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(53)]
    public void Blocks_of_rows_equal_all_rows_at_once(int size)
    {
        TriangularFactor factor = Fold(0, Rows, size);
        RequireSolution(factor);
    }

    [Fact]
    public void Factors_of_disjoint_rows_merge()
    {
        TriangularFactor factor = Fold(0, 20, 6), other = Fold(20, Rows, 9);
        double[] before = other.Solve();
        factor.Merge(other);
        RequireSolution(factor);
        Assert.Equal(before, other.Solve());
    }

    /// <summary>Rows times s, columns times d: as if they had been so from the start.</summary>
    [Fact]
    public void Columns_can_be_scaled_afterwards()
    {
        TriangularFactor factor = Fold(0, Rows, 8);
        double[] scales = [.. Enumerable.Range(1, Unknowns + 1).Select(k => 0.5 * k)];
        var scaled = new TriangularFactor(Unknowns);
        scaled.Merge(factor, scales);
        Vector<double> expected = Expected.MapIndexed((k, x) => x * scales[Unknowns] / scales[k]);
        Assert.True((Vector<double>.Build.Dense(scaled.Solve()) - expected).L2Norm() < 1e-12 * expected.L2Norm());
        Assert.Equal(scales[Unknowns] * factor.ResidualNorm, scaled.ResidualNorm, 1e-12);
        RequireSolution(factor);
    }

    /// <summary>Leading ones, some of them, and none that lead: as if the other columns had never been there.</summary>
    [Theory]
    [InlineData(0, 1, 2, 3, 4, 5, 6)]
    [InlineData(0, 1, 2)]
    [InlineData(0, 1, 4, 6)]
    [InlineData(3)]
    [InlineData(2, 5)]
    public void Some_of_the_unknowns(params int[] unknowns)
    {
        Matrix<double> part = Matrix<double>.Build.DenseOfColumnVectors(unknowns.Select(A.Column));
        TriangularFactor whole = Fold(0, Rows, 11), selected = whole.Select(unknowns);
        Vector<double> expected = part.QR().Solve(B);
        Assert.Equal(unknowns.Length, selected.Unknowns);
        Assert.True((Vector<double>.Build.Dense(selected.Solve()) - expected).L2Norm() < 1e-12 * expected.L2Norm());
        Assert.Equal((part * expected - B).L2Norm(), selected.ResidualNorm, 1e-12);
        RequireSolution(whole);
    }

    [Fact]
    public void A_prior_of_unknowns_that_are_no_neighbours()
    {
        Matrix<double> lower = Matrix<double>.Build.Random(3, 3, seed: 5).LowerTriangle() + 3 * Matrix<double>.Build.DenseIdentity(3);
        TriangularFactor factor = Fold(0, Rows, 12), prior = new(Unknowns);
        int[] places = [1, 2, 5];
        prior.Place(places, lower.ToColumnMajorArray());
        factor.Merge(prior);
        Matrix<double> rows = Matrix<double>.Build.Dense(3, Unknowns, (i, j) => places.Contains(j) ? lower[Array.IndexOf(places, j), i] : 0);
        Vector<double> expected = A.Stack(rows).QR().Solve(Vector<double>.Build.DenseOfEnumerable([.. B, 0.0, 0.0, 0.0]));
        Assert.True((Vector<double>.Build.Dense(factor.Solve()) - expected).L2Norm() < 1e-12 * expected.L2Norm());
        prior.Clear();
        factor.Merge(prior);
        Assert.True((Vector<double>.Build.Dense(factor.Solve()) - expected).L2Norm() < 1e-12 * expected.L2Norm());
    }

    [Fact]
    public void More_unknowns_than_a_panel_of_reflectors()
    {
        const int unknowns = 100;
        Matrix<double> a = Matrix<double>.Build.Random(230, unknowns, seed: 3);
        Vector<double> x = Vector<double>.Build.Random(unknowns, seed: 4), b = a * x;
        TriangularFactor factor = new(unknowns);
        for (int first = 0; first < a.RowCount; first += 46)
            factor.Append(Block(a, b, first, first + 46), 46);
        Assert.True((Vector<double>.Build.Dense(factor.Solve()) - x).L2Norm() < 1e-11 * x.L2Norm());
        Assert.True(factor.ResidualNorm < 1e-11 * b.L2Norm());
    }

    [Fact]
    public void An_unknown_that_no_row_determines_is_named()
    {
        TriangularFactor factor = new(2);
        factor.Append([1, 0, 3], 1);
        GapException error = Assert.Throws<GapException>(factor.Solve);
        Assert.Equal(GapErrorKind.Numeric, error.Kind);
        Assert.Contains("pivot 2 of 2", error.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_refused_and_nothing_changes(double value)
    {
        TriangularFactor factor = Fold(0, Rows, 10);
        GapException error = Assert.Throws<GapException>(() => factor.Append([1, 2, 3, 4, 5, 6, 7, value], 1));
        Assert.Contains("row 1, column 8", error.Message);
        RequireSolution(factor);
    }

    [Fact]
    public void A_block_of_another_shape_is_refused()
    {
        TriangularFactor factor = new(2);
        Assert.Equal(GapErrorKind.Argument, Assert.Throws<GapException>(() => factor.Append([1, 2, 3, 4], 2)).Kind);
        Assert.Equal(GapErrorKind.Argument, Assert.Throws<GapException>(() => factor.Merge(new TriangularFactor(3))).Kind);
        Assert.Equal(GapErrorKind.Argument, Assert.Throws<GapException>(() => new TriangularFactor(0)).Kind);
    }

    private static void RequireSolution(TriangularFactor factor)
    {
        Vector<double> found = Vector<double>.Build.Dense(factor.Solve());
        Assert.True((found - Expected).L2Norm() < 1e-12 * Expected.L2Norm(), $"{found} instead of {Expected}");
        double left = (A * Expected - B).L2Norm();
        Assert.True(Math.Abs(factor.ResidualNorm - left) < 1e-12 * left, $"residual {factor.ResidualNorm} instead of {left}");
    }

    private static TriangularFactor Fold(int from, int to, int size)
    {
        TriangularFactor factor = new(Unknowns);
        for (int first = from; first < to; first += size)
        {
            int end = Math.Min(first + size, to);
            factor.Append(Block(A, B, first, end), end - first);
        }

        return factor;
    }

    /// <summary>Rows first .. end-1 of [a b] in column order.</summary>
    private static double[] Block(Matrix<double> a, Vector<double> b, int first, int end) =>
        a.Append(b.ToColumnMatrix()).SubMatrix(first, end - first, 0, a.ColumnCount + 1).ToColumnMajorArray();
}
