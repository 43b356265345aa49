using GapAnalysis.Numerics;
using GapCore;
using GapCore.Tests.IO;

namespace GapAnalysis.Tests.Numerics;

/// <summary>Eigenvalues against matrices whose eigenvalues are known.</summary>
public sealed class EigenvalueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(120)]
    public void A_rotated_diagonal_has_its_eigenvalues(int size)
    {
        var random = new Random(size);
        double[] expected = [.. Enumerable.Range(0, size).Select(_ => 10 * random.NextDouble() - 5).OrderDescending()];
        Close(expected, SymmetricEigenvalues.Descending(Rotated(expected, random), size), 1e-13 * Math.Max(1, size));
    }

    [Fact]
    public void Repeated_and_zero_eigenvalues_are_found()
    {
        double[] expected = [.. Enumerable.Repeat(3.0, 12), 1.0, .. Enumerable.Repeat(0.0, 20), .. Enumerable.Repeat(-2.0, 7)];
        Close(expected, SymmetricEigenvalues.Descending(Rotated(expected, new Random(5)), expected.Length), 1e-13 * expected.Length);
    }

    /// <summary>Chain of n sites: 2 cos(k pi/(n + 1)).</summary>
    [Fact]
    public void A_chain_has_the_cosines()
    {
        const int Size = 60;
        var matrix = new double[Size * Size];
        for (int i = 1; i < Size; i++)
            matrix[i * Size + i - 1] = 1;
        double[] expected = [.. Enumerable.Range(1, Size).Select(k => 2 * Math.Cos(k * Math.PI / (Size + 1)))];
        Close(expected, SymmetricEigenvalues.Descending(matrix, Size), 1e-13);
    }

    [Fact]
    public void A_diagonal_stays_as_it_is_however_small_the_rest()
    {
        double[] matrix = [1, 0, 0, 1e-170, 2, 0, 1e-200, 1e-310, 3];
        Assert.Equal([3.0, 2.0, 1.0], SymmetricEigenvalues.Descending(matrix, 3));
    }

    [Fact]
    public void Entries_of_any_size_keep_their_digits()
    {
        double[] expected = [7e60, 3e60, 1e60, -2e60];
        Close([.. expected.Select(value => value / 1e60)],
            [.. SymmetricEigenvalues.Descending(Rotated(expected, new Random(9)), 4).Select(value => value / 1e60)], 1e-13);
        double[] small = [.. expected.Select(value => value * 1e-180)];
        Close([.. expected.Select(value => value / 1e60)],
            [.. SymmetricEigenvalues.Descending(Rotated(small, new Random(9)), 4).Select(value => value / 1e-120)], 1e-13);
    }

    [Fact]
    public void Not_a_number_is_refused() => Refusal.Of(
        GapErrorKind.Numeric, () => SymmetricEigenvalues.Descending(new double[] { 1, 0, 0, double.NaN, 1, 0, 1, 1, 1 }, 3), "finite numbers");

    /// <summary>Q D Q^T with Q a product of random reflections.</summary>
    private static double[] Rotated(double[] diagonal, Random random)
    {
        int size = diagonal.Length;
        var matrix = new double[size * size];
        for (int i = 0; i < size; i++)
            matrix[i * size + i] = diagonal[i];
        for (int reflection = 0; reflection < size; reflection++)
        {
            double[] v = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5)];
            double norm = v.Sum(x => x * x);
            double[] av = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Sum(j => matrix[i * size + j] * v[j]))];
            double vav = v.Zip(av, (x, y) => x * y).Sum();
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    matrix[i * size + j] += -2 / norm * (v[i] * av[j] + av[i] * v[j]) + 4 * vav / (norm * norm) * v[i] * v[j];
        }

        return matrix;
    }

    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
    }
}
