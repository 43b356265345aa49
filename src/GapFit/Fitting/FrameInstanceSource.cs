using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;
using GapFit.Data;
using GapFit.Sparsification;

namespace GapFit.Fitting;

/// <summary>
/// The instances of one descriptor in the training structures: frames are described side by side by worker threads, some at a time, and
/// visited in their order. Pairs and triplets come once, not from both ends: the second would be a duplicate, which is no candidate.
/// </summary>
internal sealed class FrameInstanceSource : IInstanceSource
{
    /// <summary>Atoms that are described before they are visited.</summary>
    internal const int BatchAtoms = 2048;

    private readonly CoordinateTerm _term;
    private readonly IReadOnlyList<FitFrame> _frames;
    private readonly int _threads;
    private readonly List<Described> _buffers = [];

    internal FrameInstanceSource(string descriptor, IReadOnlyList<FitFrame> frames, int threads)
        : this(CoordinateTerm.ForDescriptor(descriptor), frames, threads)
    {
    }

    internal FrameInstanceSource(CoordinateTerm term, IReadOnlyList<FitFrame> frames, int threads)
    {
        _term = term;
        _frames = frames;
        _threads = threads;
    }

    public int Dimensions => _term.Definition.Dimensions;

    public void Scan(Action<InstanceBlock> visit)
    {
        var workers = new Stack<Describer>(Enumerable.Range(0, _threads).Select(_ => new Describer(_term)));
        long first = 0;
        for (int start = 0; start < _frames.Count;)
        {
            int end = start, atoms = 0;
            for (; end < _frames.Count && (end == start || atoms + _frames[end].Structure.Count <= BatchAtoms); end++)
                atoms += _frames[end].Structure.Count;
            while (_buffers.Count < end - start)
                _buffers.Add(new Described());
            Threads.ForEach(_threads, end - start, i =>
            {
                Describer worker;
                lock (workers)
                    worker = workers.Pop();
                worker.Describe(_frames[start + i], _buffers[i]);
                lock (workers)
                    workers.Push(worker);
            });
            for (int i = 0; i < end - start; i++)
            {
                Described one = _buffers[i];
                if (one.Count > 0)
                    visit(new InstanceBlock(first, one.Count, one.X, one.Cutoffs, one.Frames(start + i)));
                first += one.Count;
            }

            start = end;
        }
    }

    /// <summary>Instances of one frame, in memory that serves frame after frame: as garbage it would pile up.</summary>
    private sealed class Described
    {
        private double[] _x = [];
        private double[] _cutoffs = [];
        private int[] _frames = [];
        private int _room;

        internal int Count { get; private set; }

        internal double[] X => _x;

        internal double[] Cutoffs => _cutoffs;

        internal void Clear(int expected)
        {
            Count = 0;
            _room = expected;
        }

        /// <summary>Adds an instance; the caller fills its vector.</summary>
        internal Span<double> Add(int dimensions, double cutoff)
        {
            if (Count == _cutoffs.Length)
            {
                int room = Math.Max(_room, 2 * Count);
                Array.Resize(ref _x, checked(room * dimensions));
                Array.Resize(ref _cutoffs, room);
            }

            _cutoffs[Count] = cutoff;
            return _x.AsSpan(Count++ * dimensions, dimensions);
        }

        /// <summary>The number of the frame, for every instance.</summary>
        internal int[] Frames(int frame)
        {
            if (_frames.Length < Count)
                _frames = new int[_cutoffs.Length];
            Array.Fill(_frames, frame, 0, Count);
            return _frames;
        }
    }

    /// <summary>One thread's workspace.</summary>
    private sealed class Describer
    {
        private readonly CoordinateTerm _term;
        private readonly TermWorkspace _workspace;
        private readonly DescriptorInstance _instance;
        private readonly Action<DescriptorInstance> _visit;
        private readonly int[] _order;
        private readonly NeighbourList _list = new();
        private readonly Neighbourhood _neighbourhood = new();
        private Described _target = new();

        internal Describer(CoordinateTerm term)
        {
            _term = term;
            _workspace = term.CreateWorkspace(1, Simd.Best);
            _instance = new DescriptorInstance(term.Definition.Dimensions);
            _order = term.ComponentOrder;
            _visit = Visit;
        }

        internal void Describe(FitFrame frame, Described target)
        {
            _target = target;
            target.Clear(frame.Structure.Count);
            _list.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, _term.Cutoff);
            for (int centre = 0; centre < frame.Structure.Count; centre++)
            {
                _list.Gather(centre, _term.Cutoff, _neighbourhood);
                _workspace.Differentiate(_neighbourhood, gradients: false, _instance, _visit);
            }
        }

        private void Visit(DescriptorInstance instance)
        {
            if (instance.IsRepeat)
                return;
            Span<double> target = _target.Add(_order.Length, instance.Covariance);
            for (int k = 0; k < _order.Length; k++)
                target[_order[k]] = instance.X[k];
        }
    }
}
