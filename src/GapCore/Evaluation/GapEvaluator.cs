using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapCore.Evaluation;

/// <summary>
/// Evaluates one potential. Not thread-safe: one evaluator per calling thread (see <see cref="EvaluatorPool"/>); the potential is shared.
/// Allocates nothing once warm. Results do not depend on the number of threads beyond rounding, and are reproducible for a given number.
/// </summary>
public sealed class GapEvaluator : IDisposable
{
    /// <summary>Most worker threads.</summary>
    public const int MaxThreads = 256;

    private readonly NeighbourList _neighbours = new();
    private readonly SimdLevel _level;
    private readonly Action<int> _work;
    private EvaluationWorkspace[] _workspaces = [];
    private WorkerTeam? _team;
    private double[] _energies = [];
    private int _threads = 1;

    // What the team is working on.
    private NeighbourSource? _source;
    private EvaluationResult? _result;
    private int _blockSize;

    /// <param name="potential">The potential.</param>
    /// <param name="threads">Worker threads, 1..256.</param>
    /// <param name="level">Width of the arithmetic; by default the widest of this processor.</param>
    public GapEvaluator(GapPotential potential, int threads = 1, SimdLevel? level = null)
    {
        Potential = potential;
        _level = level ?? Simd.Best;
        _work = Work;
        ThreadCount = threads;
    }

    public GapPotential Potential { get; }

    /// <summary>Worker threads (1..256); more than there are blocks of centres stay idle.</summary>
    public int ThreadCount
    {
        get => _threads;
        set
        {
            if (value is < 1 or > MaxThreads)
                throw new GapException(GapErrorKind.Argument, $"thread count is {value}, expected 1 to {MaxThreads}");
            _threads = value;
            if (_team is null || _team.Size == value)
                return;
            _team.Dispose();
            _team = null;
        }
    }

    /// <summary>Evaluates a structure with GapSharp's own neighbour list.</summary>
    public void Evaluate(Structure structure, Properties properties, EvaluationResult result) =>
        Evaluate(structure.Numbers, structure.Positions, structure.Cell, properties, result);

    /// <summary>The same from bare arrays: atomic numbers (N), positions (3N, A). Input is validated.</summary>
    /// <exception cref="GapException">Argument, Species or Numeric.</exception>
    public void Evaluate(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, Properties properties, EvaluationResult result)
    {
        if (numbers.Length == 0)
            throw new GapException(GapErrorKind.Argument, "structure has 0 atoms, expected at least 1");
        Structure.Validate(numbers, positions);
        Potential.RequireSpecies(numbers);
        _neighbours.Build(numbers, positions, cell, Potential.Cutoff);
        Evaluate(_neighbours, properties, result);
    }

    /// <summary>Evaluates the centres of any neighbour source (a host's list). Results are per site.</summary>
    /// <exception cref="GapException">Numeric, what <see cref="GapPotential.LoadPosterior"/> throws where posterior variances are wanted, or what
    /// the source throws; the result is then undefined.</exception>
    public void Evaluate(NeighbourSource source, Properties properties, EvaluationResult result)
    {
        if ((properties & Properties.PosteriorVariances) != 0)
            Potential.LoadPosterior();
        result.Reset(source.SiteCount, properties);
        if (_energies.Length < source.SiteCount)
            _energies = new double[source.SiteCount * 5 / 4];
        _energies.AsSpan(0, source.SiteCount).Clear();
        int centres = source.CentreCount;
        _blockSize = BalancedBlock(centres);
        int blocks = (centres + _blockSize - 1) / _blockSize;
        int members = Math.Min(_threads, Math.Max(blocks, 1));
        Prepare(members, source.SiteCount, properties);
        (_source, _result) = (source, result);
        try
        {
            if (members == 1)
                _work(0);
            else
                (_team ??= new WorkerTeam(_threads)).Run(_work);
        }
        finally
        {
            (_source, _result) = (null, null);
        }

        Finish(members, source.SiteCount, properties, result);
    }

    public void Dispose() => _team?.Dispose();

    /// <summary>Blocks of equal size, a whole number of them for each thread: every block reads all sparse points once.</summary>
    private int BalancedBlock(int centres)
    {
        int perThread = (centres + _threads - 1) / _threads;
        int blocks = Math.Max(1, (perThread + EvaluationWorkspace.BlockSize - 1) / EvaluationWorkspace.BlockSize);
        return Math.Max(8, Simd.Pad((perThread + blocks - 1) / blocks));
    }

    private void Prepare(int members, int sites, Properties properties)
    {
        if (_workspaces.Length < members)
        {
            int had = _workspaces.Length;
            Array.Resize(ref _workspaces, members);
            for (int i = had; i < members; i++)
                _workspaces[i] = new EvaluationWorkspace(Potential, _level);
        }

        for (int i = 0; i < members; i++)
            _workspaces[i].Accumulator.Reset(sites, properties);
    }

    /// <summary>Blocks member, member + team, ...: a fixed share, so that results are reproducible.</summary>
    private void Work(int member)
    {
        int centres = _source!.CentreCount;
        int blocks = (centres + _blockSize - 1) / _blockSize;
        for (int block = member; block < blocks; block += _threads)
        {
            int first = block * _blockSize;
            _workspaces[member].Evaluate(_source, first, Math.Min(_blockSize, centres - first), _energies, _result!);
        }
    }

    private void Finish(int members, int sites, Properties properties, EvaluationResult result)
    {
        double energy = 0;
        for (int i = 0; i < sites; i++)
            energy += _energies[i];
        if (!double.IsFinite(energy))
            throw new GapException(GapErrorKind.Numeric, $"energy is {energy}, expected a finite number (are atoms far too close?)");
        result.Energy = energy;
        if ((properties & Properties.LocalEnergies) != 0)
            _energies.AsSpan(0, sites).CopyTo(result.LocalEnergies);
        for (int i = 0; i < members; i++)
            _workspaces[i].Accumulator.AddTo(result);
        RequireFinite(result.Forces);
    }

    /// <summary>An absurd but finite energy can have forces that are not.</summary>
    private static void RequireFinite(ReadOnlySpan<double> forces)
    {
        for (int i = 0; i < forces.Length; i++)
            if (!double.IsFinite(forces[i]))
                throw new GapException(GapErrorKind.Numeric,
                    $"force on atom {i / 3} has {"xyz"[i % 3]} = {forces[i]}, expected a finite number (are atoms far too close?)");
    }
}
