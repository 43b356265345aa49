using GapCore;
using GapCore.Numerics;

namespace GapAnalysis.Numerics;

/// <summary>
/// Eigenvalues, without vectors, of a real symmetric matrix: Householder reflections to a tridiagonal one (4/3 n^3 operations), then implicit
/// QR steps with Wilkinson's shift (Golub and Van Loan, Matrix Computations, 4th ed., 8.3). Errors are of the order of the rounding error of
/// the largest eigenvalue.
/// </summary>
internal static class SymmetricEigenvalues
{
    /// <summary>Far more QR steps than any eigenvalue takes; about two is usual.</summary>
    private const int MostSteps = 60;

    /// <summary>Below this a sum of squares has lost digits to underflow; what it stands for is smaller than 1e-145 and left out.</summary>
    private const double Negligible = 1e-290;

    /// <summary>Unit roundoff, 2^-53.</summary>
    private const double Roundoff = 1.1102230246251565e-16;

    /// <summary>All n eigenvalues, descending.</summary>
    /// <param name="matrix">n x n by rows; only the lower triangle is read, and overwritten.</param>
    /// <param name="size">n.</param>
    /// <exception cref="GapException">Numeric: the matrix holds not-a-number or infinity.</exception>
    internal static double[] Descending(Span<double> matrix, int size)
    {
        var diagonal = new double[size];
        var coupling = new double[size];
        Tridiagonalise(matrix, diagonal, coupling);
        Diagonalise(diagonal, coupling);
        Array.Sort(diagonal);
        Array.Reverse(diagonal);
        return diagonal;
    }

    /// <summary>From the last row up, each row's part left of the diagonal is reflected onto its last element.</summary>
    private static void Tridiagonalise(Span<double> matrix, Span<double> diagonal, Span<double> coupling)
    {
        int size = diagonal.Length;
        Span<double> product = new double[size];
        for (int row = size - 1; row > 0; row--)
        {
            Span<double> normal = matrix.Slice(row * size, row);
            diagonal[row] = matrix[row * size + row];
            double last = normal[^1];
            double others = VectorProduct.Dot(normal[..^1], normal[..^1]);
            coupling[row - 1] = last;
            if (others < Negligible)
                continue;
            double square = others + last * last;
            double reflected = last > 0 ? -Math.Sqrt(square) : Math.Sqrt(square);
            coupling[row - 1] = reflected;
            normal[^1] = last - reflected;
            Reflect(matrix, size, normal, square - last * reflected, product[..row]);
        }

        if (size > 0)
            diagonal[0] = matrix[0];
    }

    /// <summary>A := H A H with H = 1 - v v^T / h, on the leading block that v spans; h = |v|^2 / 2.</summary>
    private static void Reflect(Span<double> matrix, int size, ReadOnlySpan<double> v, double h, Span<double> p)
    {
        p.Clear();
        for (int i = 0; i < v.Length; i++)
        {
            ReadOnlySpan<double> left = matrix.Slice(i * size, i);
            p[i] = VectorProduct.Dot(left, v[..i]) + matrix[i * size + i] * v[i];
            VectorProduct.AddScaled(left, v[i], p[..i]);
        }

        VectorProduct.Scale(p, 1 / h);
        VectorProduct.AddScaled(v, -VectorProduct.Dot(v, p) / (2 * h), p);
        for (int i = 0; i < v.Length; i++)
        {
            Span<double> lower = matrix.Slice(i * size, i + 1);
            VectorProduct.AddScaled(p[..(i + 1)], -v[i], lower);
            VectorProduct.AddScaled(v[..(i + 1)], -p[i], lower);
        }
    }

    /// <summary>Drives the couplings to zero, the last one first.</summary>
    private static void Diagonalise(Span<double> diagonal, Span<double> coupling)
    {
        for (int end = diagonal.Length - 1, steps = 0; end > 0;)
        {
            int start = end;
            while (start > 0 && !IsZero(diagonal, coupling, start - 1))
                start--;
            if (start == end)
            {
                end--;
                steps = 0;
                continue;
            }

            if (++steps > MostSteps)
                throw new GapException(GapErrorKind.Numeric, "eigenvalues do not converge, expected a matrix of finite numbers");
            Step(diagonal[start..(end + 1)], coupling[start..end]);
        }
    }

    private static bool IsZero(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> coupling, int i)
    {
        double size = Math.Abs(coupling[i]);
        return size <= Roundoff * (Math.Abs(diagonal[i]) + Math.Abs(diagonal[i + 1])) || size * size < Negligible;
    }

    /// <summary>One implicit QR step of an unreduced block: rotations chase what the first one pushes out of the tridiagonal form.</summary>
    private static void Step(Span<double> diagonal, Span<double> coupling)
    {
        double along = diagonal[0] - Shift(diagonal[^2], coupling[^1], diagonal[^1]);
        double pushed = coupling[0];
        for (int k = 0; k < coupling.Length; k++)
        {
            double length = Math.Sqrt(along * along + pushed * pushed);
            (double c, double s) = length > 0 ? (along / length, pushed / length) : (1.0, 0.0);
            if (k > 0)
                coupling[k - 1] = length;
            (double upper, double between, double lower) = (diagonal[k], coupling[k], diagonal[k + 1]);
            diagonal[k] = c * c * upper + 2 * c * s * between + s * s * lower;
            diagonal[k + 1] = s * s * upper - 2 * c * s * between + c * c * lower;
            coupling[k] = c * s * (lower - upper) + (c * c - s * s) * between;
            if (k + 1 == coupling.Length)
                break;
            along = coupling[k];
            pushed = s * coupling[k + 1];
            coupling[k + 1] *= c;
        }
    }

    /// <summary>The eigenvalue of [[a, b], [b, d]] that is closer to d.</summary>
    private static double Shift(double a, double b, double d)
    {
        double half = (a - d) / 2;
        double root = Math.Sqrt(half * half + b * b);
        return d - b * b / (half + (half < 0 ? -root : root));
    }
}
