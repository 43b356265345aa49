using System.Runtime.InteropServices;
using GapCore;
using GapCore.Atoms;
using GapSharp.V1;
using Google.Protobuf;

namespace GapServer.Evaluation;

/// <summary>The atoms of a request as views of its bytes: nothing is copied, every length is checked.</summary>
internal readonly ref struct WireAtoms
{
    private const int CellBytes = 9 * sizeof(double);

    private WireAtoms(ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell)
    {
        Numbers = numbers;
        Positions = positions;
        Cell = cell;
    }

    /// <summary>Atomic numbers, N.</summary>
    internal ReadOnlySpan<int> Numbers { get; }

    /// <summary>Positions, 3N (A).</summary>
    internal ReadOnlySpan<double> Positions { get; }

    internal Cell Cell { get; }

    /// <summary>Number of atoms of a request, as its numbers array tells.</summary>
    internal static int Count(EvaluateRequest request) => request.Numbers.Length / sizeof(int);

    /// <exception cref="GapException">An array has the wrong length, or the cell is not one.</exception>
    internal static WireAtoms Of(EvaluateRequest request)
    {
        ReadOnlySpan<int> numbers = View<int>(request.Numbers, "numbers", "int32 [N]");
        if (numbers.IsEmpty)
            throw new GapException(GapErrorKind.Argument, "numbers is empty, expected at least one atom");
        int expected = 3 * sizeof(double) * numbers.Length;
        if (request.Positions.Length != expected)
            throw new GapException(GapErrorKind.Argument,
                $"positions has {request.Positions.Length} bytes, expected {expected} (float64 [N][3] for N = {numbers.Length})");
        return new WireAtoms(numbers, View<double>(request.Positions, "positions", "float64 [N][3]"), CellOf(request));
    }

    internal Structure ToStructure() => new(Numbers, Positions, Cell);

    private static Cell CellOf(EvaluateRequest request)
    {
        if (request.Pbc.Count is not (0 or 3))
            throw new GapException(GapErrorKind.Argument, $"pbc has {request.Pbc.Count} values, expected none or 3");
        if (request.Cell.Length is not (0 or CellBytes))
            throw new GapException(GapErrorKind.Argument,
                $"cell has {request.Cell.Length} bytes, expected none or {CellBytes} (float64 [3][3], lattice vectors as rows)");
        bool periodic = request.Pbc.Contains(true);
        if (request.Cell.IsEmpty)
            return !periodic
                ? Cell.Free
                : throw new GapException(GapErrorKind.Argument, "cell is empty, expected lattice vectors where pbc is true");
        ReadOnlySpan<double> rows = View<double>(request.Cell, "cell", "float64 [3][3]");
        return periodic ? new Cell(rows, request.Pbc[0], request.Pbc[1], request.Pbc[2]) : new Cell(rows, false, false, false);
    }

    private static ReadOnlySpan<T> View<T>(ByteString bytes, string name, string shape)
        where T : unmanaged
    {
        int size = Marshal.SizeOf<T>();
        return bytes.Length % size == 0
            ? MemoryMarshal.Cast<byte, T>(bytes.Span)
            : throw new GapException(GapErrorKind.Argument, $"{name} has {bytes.Length} bytes, expected a multiple of {size} ({shape})");
    }
}
