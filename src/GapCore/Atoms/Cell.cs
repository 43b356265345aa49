using CommunityToolkit.HighPerformance;

namespace GapCore.Atoms;

/// <summary>
/// Simulation cell: three lattice vectors as the rows of H (A) and which of them are periodic. A free direction's vector has no meaning
/// for the energy. Left-handed and strongly skewed cells are valid; the periodic vectors must be linearly independent.
/// </summary>
public sealed class Cell
{
    /// <summary>No periodic direction and no lattice.</summary>
    public static readonly Cell Free = new(new double[9], false, false, false);

    private readonly double[] _rows;

    /// <param name="rows">H, 9 numbers in row order (A): a, b, c.</param>
    /// <param name="periodicA">Whether the structure repeats along a; likewise b and c.</param>
    /// <param name="periodicB">Whether the structure repeats along b.</param>
    /// <param name="periodicC">Whether the structure repeats along c.</param>
    /// <exception cref="GapException">Not 9 numbers, not finite, or periodic vectors that span no area or volume.</exception>
    public Cell(ReadOnlySpan<double> rows, bool periodicA, bool periodicB, bool periodicC)
    {
        if (rows.Length != 9)
            throw new GapException(GapErrorKind.Argument, $"cell has {rows.Length} numbers, expected 9 (three lattice vectors as rows)");
        foreach (double value in rows)
            if (!double.IsFinite(value))
                throw new GapException(GapErrorKind.Argument, $"cell contains {value}, expected finite numbers");
        _rows = rows.ToArray();
        PeriodicA = periodicA;
        PeriodicB = periodicB;
        PeriodicC = periodicC;
        CellGeometry.RequireIndependent(this);
    }

    public bool PeriodicA { get; }

    public bool PeriodicB { get; }

    public bool PeriodicC { get; }

    /// <summary>All three directions are periodic.</summary>
    public bool IsFullyPeriodic => PeriodicA && PeriodicB && PeriodicC;

    /// <summary>No direction is periodic.</summary>
    public bool IsFree => !PeriodicA && !PeriodicB && !PeriodicC;

    /// <summary>H in row order, 9 numbers (A).</summary>
    public ReadOnlySpan<double> Rows => _rows;

    /// <summary>H as a 3x3 view, [vector, component] (A).</summary>
    public ReadOnlySpan2D<double> Matrix => new(_rows, 3, 3);

    /// <summary>|det H| (A^3); zero when a lattice vector is missing.</summary>
    public double Volume => Math.Abs(CellGeometry.Determinant(_rows));

    public bool IsPeriodic(int direction) => direction switch { 0 => PeriodicA, 1 => PeriodicB, _ => PeriodicC };
}
