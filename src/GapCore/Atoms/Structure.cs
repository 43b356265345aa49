namespace GapCore.Atoms;

/// <summary>Atoms and cell: atomic numbers, positions (A) and lattice. Immutable; validated on construction.</summary>
public sealed class Structure
{
    private readonly int[] _numbers;
    private readonly double[] _positions;

    /// <param name="numbers">Atomic numbers, one per atom (1..118).</param>
    /// <param name="positions">x y z per atom (A), 3N numbers.</param>
    /// <param name="cell">Lattice and periodic directions.</param>
    /// <exception cref="GapException">Lengths differ, a coordinate is not finite, an atomic number is out of range.</exception>
    public Structure(ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell)
    {
        Validate(numbers, positions);
        _numbers = numbers.ToArray();
        _positions = positions.ToArray();
        Cell = cell;
    }

    public int Count => _numbers.Length;

    public ReadOnlySpan<int> Numbers => _numbers;

    public ReadOnlySpan<double> Positions => _positions;

    public Cell Cell { get; }

    /// <summary>The checks every door makes once: matching lengths, finite positions, atomic numbers 1..118.</summary>
    public static void Validate(ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions)
    {
        if (positions.Length != 3 * numbers.Length)
            throw new GapException(GapErrorKind.Argument,
                $"positions has {positions.Length} numbers, expected {3 * numbers.Length} (3 for each of {numbers.Length} atoms)");
        for (int i = 0; i < positions.Length; i++)
            if (!double.IsFinite(positions[i]))
                throw new GapException(GapErrorKind.Argument,
                    $"position of atom {i / 3} has {"xyz"[i % 3]} = {positions[i]}, expected a finite number (A)");
        for (int i = 0; i < numbers.Length; i++)
            if (numbers[i] < 1 || numbers[i] > Elements.MaxAtomicNumber)
                throw new GapException(GapErrorKind.Species,
                    $"atom {i} has atomic number {numbers[i]}, expected 1 to {Elements.MaxAtomicNumber}");
    }
}
