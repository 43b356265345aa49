namespace GapCore.Atoms;

/// <summary>3x3 geometry of a cell: determinant, independence of the periodic vectors.</summary>
internal static class CellGeometry
{
    /// <summary>Smallest |sin| or relative volume at which lattice vectors count as independent.</summary>
    private const double Independence = 1e-8;

    internal static double Determinant(ReadOnlySpan<double> h) =>
        h[0] * (h[4] * h[8] - h[5] * h[7]) - h[1] * (h[3] * h[8] - h[5] * h[6]) + h[2] * (h[3] * h[7] - h[4] * h[6]);

    internal static double Norm(ReadOnlySpan<double> v) => Math.Sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);

    internal static void Cross(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        result[0] = a[1] * b[2] - a[2] * b[1];
        result[1] = a[2] * b[0] - a[0] * b[2];
        result[2] = a[0] * b[1] - a[1] * b[0];
    }

    /// <summary>Fails unless the periodic vectors are non-zero and span a line, an area or a volume.</summary>
    internal static void RequireIndependent(Cell cell)
    {
        ReadOnlySpan<double> h = cell.Rows;
        double measure = 1.0;
        int periodic = 0;
        Span<double> first = stackalloc double[3];
        Span<double> cross = stackalloc double[3];
        for (int d = 0; d < 3; d++)
        {
            if (!cell.IsPeriodic(d))
                continue;
            ReadOnlySpan<double> v = h.Slice(3 * d, 3);
            double norm = Norm(v);
            if (norm < Independence)
                throw new GapException(GapErrorKind.Argument,
                    $"lattice vector {"abc"[d]} has length {norm:g3} A, expected a non-zero vector along a periodic direction");
            measure *= norm;
            periodic++;
            if (periodic == 1)
                v.CopyTo(first);
            else if (periodic == 2)
                Cross(first, v, cross);
        }

        double span = periodic == 2 ? Norm(cross) : periodic == 3 ? Math.Abs(Determinant(h)) : measure;
        if (span < Independence * measure)
            throw new GapException(GapErrorKind.Argument, periodic == 3
                ? $"cell has volume {span:g3} A^3, expected linearly independent lattice vectors along periodic directions"
                : $"periodic lattice vectors span an area of {span:g3} A^2, expected linearly independent vectors");
    }
}
