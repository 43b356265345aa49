using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;

namespace GapNative;

/// <summary>What one call needs while it runs; kept from call to call so that nothing is allocated once warm.</summary>
internal sealed class Workspace(GapPotential potential) : IDisposable
{
    private Cell _cell = Cell.Free;

    internal GapEvaluator Evaluator { get; } = new(potential);

    internal EvaluationResult Result { get; } = new();

    internal HostNeighbours Host { get; } = new();

    /// <summary>A cell with these rows (9 numbers, A) and periodic directions: the last one again where it is the same.</summary>
    internal Cell CellOf(ReadOnlySpan<double> rows, bool periodicA, bool periodicB, bool periodicC)
    {
        bool same = _cell.PeriodicA == periodicA && _cell.PeriodicB == periodicB && _cell.PeriodicC == periodicC
            && _cell.Rows.SequenceEqual(rows);
        return same ? _cell : _cell = new Cell(rows, periodicA, periodicB, periodicC);
    }

    public void Dispose() => Evaluator.Dispose();
}
