using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using GapFit.Data;
using GapFit.Design;
using GapFit.LinearAlgebra;

namespace GapFit.Fitting;

/// <summary>
/// Makes the rows of all blocks and folds them into triangular factors: every worker thread takes block after block into a factor of its own,
/// and saves it from time to time. Memory does not depend on how many blocks there are.
/// </summary>
internal sealed class RowFolding
{
    private readonly IReadOnlyList<FitColumns> _columns;
    private readonly IReadOnlyList<FitFrame> _frames;
    private readonly ConcurrentQueue<FrameBlock> _blocks;
    private readonly IFitProgress _progress;
    private readonly int _unknowns;
    private readonly int _mostRows;
    private ExceptionDispatchInfo? _failure;

    internal RowFolding(
        IReadOnlyList<FitColumns> columns, IReadOnlyList<FitFrame> frames, IEnumerable<FrameBlock> blocks, IFitProgress progress)
    {
        _columns = columns;
        _frames = frames;
        _blocks = new ConcurrentQueue<FrameBlock>(blocks);
        _mostRows = _blocks.Select(block => block.Rows).DefaultIfEmpty().Max();
        _progress = progress;
        _unknowns = columns.Sum(coordinate => coordinate.Count);
    }

    /// <summary>Floating point operations of matrix products and factorisations.</summary>
    internal double Operations { get; private set; }

    /// <summary>Where workers save themselves; null: nowhere.</summary>
    internal FitCheckpoint? Checkpoint { get; init; }

    internal TimeSpan CheckpointInterval { get; init; }

    /// <summary>Runs the workers to the end and returns the factor of all rows, that of the first worker.</summary>
    /// <exception cref="GapCore.GapException">What stopped a worker; the others stop after their block.</exception>
    internal TriangularFactor Run(IReadOnlyList<Worker> workers)
    {
        Thread[] threads = [.. workers.Select((worker, i) => new Thread(() => Guard(worker)) { Name = $"fit {i}", IsBackground = true })];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        _failure?.Throw();
        foreach (Worker other in workers.Skip(1))
            workers[0].Factor.Merge(other.Factor);
        return workers[0].Factor;
    }

    private void Guard(Worker worker)
    {
        try
        {
            Work(worker);
        }
        catch (Exception error)
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
            _blocks.Clear();
        }
    }

    private void Work(Worker worker)
    {
        var assembler = new RowAssembler(_columns);
        // As large as any block from the start: growing would leave the smaller ones to the collector.
        var buffer = new DesignBlock(_mostRows, _unknowns);
        double factorisation = 0;
        long saved = Stopwatch.GetTimestamp();
        while (_blocks.TryDequeue(out FrameBlock? block))
        {
            buffer = DesignBlock.Reuse(buffer, block.Rows, _unknowns);
            int row = 0;
            foreach (int frame in block.Frames)
            {
                assembler.Assemble(_frames[frame], buffer, row);
                row += new RowLayout(_frames[frame]).Count;
                _progress.Advance(1);
            }

            worker.Factor.Append(buffer.Data, block.Rows);
            factorisation += 2.0 * block.Rows * _unknowns * _unknowns;
            worker.Frames.AddRange(block.Frames);
            if (Checkpoint is null || Stopwatch.GetElapsedTime(saved) < CheckpointInterval)
                continue;
            Checkpoint.Save(worker);
            saved = Stopwatch.GetTimestamp();
        }

        lock (_blocks)
            Operations += assembler.Operations + factorisation;
    }

    /// <summary>A thread's factor and the frames whose rows are in it.</summary>
    internal sealed record Worker(string Name, TriangularFactor Factor, List<int> Frames)
    {
        internal static List<Worker> None(out HashSet<int> done)
        {
            done = [];
            return [];
        }
    }
}
