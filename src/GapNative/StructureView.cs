using GapCore.Atoms;

namespace GapNative;

/// <summary>The structure in <see cref="EvaluateArguments"/> as spans over the caller's memory, checked for shape.</summary>
internal readonly unsafe ref struct StructureView
{
    private readonly EvaluateArguments* _arguments;

    /// <param name="arguments">What the caller handed in.</param>
    /// <exception cref="GapCore.GapException">Argument: what, value and what was expected.</exception>
    internal StructureView(EvaluateArguments* arguments)
    {
        Require.NotNull(arguments, "args");
        if (arguments->StructSize != EvaluateArguments.FirstSize)
            Require.StructSize(arguments->StructSize, sizeof(EvaluateArguments), "gapsharp_evaluate_args");
        Require.InRange(arguments->AtomCount, 1, Require.MaxSites, "natoms");
        Require.NotNull(arguments->Positions, "positions");
        Require.NotNull(arguments->Numbers, "numbers");
        _arguments = arguments;
        if (IsPeriodic(0) || IsPeriodic(1) || IsPeriodic(2))
            Require.NotNull(arguments->Cell, "cell (pbc asks for periodic directions)");
    }

    internal ReadOnlySpan<int> Numbers => new(_arguments->Numbers, _arguments->AtomCount);

    internal ReadOnlySpan<double> Positions => new(_arguments->Positions, 3 * _arguments->AtomCount);

    /// <summary>The cell; a workspace keeps it for the next call.</summary>
    internal Cell CellFor(Workspace workspace) => _arguments->Cell == null
        ? Cell.Free
        : workspace.CellOf(new ReadOnlySpan<double>(_arguments->Cell, 9), IsPeriodic(0), IsPeriodic(1), IsPeriodic(2));

    /// <summary>A copy that outlives the call.</summary>
    internal Structure ToStructure() => new(Numbers, Positions, _arguments->Cell == null
        ? Cell.Free
        : new Cell(new ReadOnlySpan<double>(_arguments->Cell, 9), IsPeriodic(0), IsPeriodic(1), IsPeriodic(2)));

    private bool IsPeriodic(int direction) => _arguments->Periodic[direction] != 0;
}
