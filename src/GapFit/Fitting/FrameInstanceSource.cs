using GapCore.Descriptors;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;
using GapFit.Data;
using GapFit.Sparsification;

namespace GapFit.Fitting;

/// <summary>
/// The instances of one descriptor in the training structures: frames are described side by side by worker threads, some at a time, and
/// visited in their order. An instance that stands for several comes as often as it counts.
/// </summary>
internal sealed class FrameInstanceSource : IInstanceSource
{
    /// <summary>Atoms that are described before they are visited.</summary>
    private const int BatchAtoms = 2048;

    private readonly CoordinateTerm _term;
    private readonly IReadOnlyList<FitFrame> _frames;
    private readonly int _threads;

    internal FrameInstanceSource(string descriptor, IReadOnlyList<FitFrame> frames, int threads)
    {
        _term = CoordinateTerm.ForDescriptor(descriptor);
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
            var described = new Described[end - start];
            Threads.ForEach(_threads, described.Length, i =>
            {
                Describer worker;
                lock (workers)
                    worker = workers.Pop();
                described[i] = worker.Describe(_frames[start + i]);
                lock (workers)
                    workers.Push(worker);
            });
            for (int i = 0; i < described.Length; i++)
            {
                int count = described[i].Cutoffs.Length;
                if (count == 0)
                    continue;
                int[] frames = new int[count];
                Array.Fill(frames, start + i);
                visit(new InstanceBlock(first, count, described[i].X, described[i].Cutoffs, frames));
                first += count;
            }

            start = end;
        }
    }

    /// <summary>Instances of one frame.</summary>
    private sealed record Described(double[] X, double[] Cutoffs);

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
        private readonly List<double> _x = [];
        private readonly List<double> _cutoffs = [];

        internal Describer(CoordinateTerm term)
        {
            _term = term;
            _workspace = term.CreateWorkspace(1, Simd.Best);
            _instance = new DescriptorInstance(term.Definition.Dimensions);
            _order = term.ComponentOrder;
            _visit = Visit;
        }

        internal Described Describe(FitFrame frame)
        {
            _x.Clear();
            _cutoffs.Clear();
            _list.Build(frame.Structure.Numbers, frame.Structure.Positions, frame.Structure.Cell, _term.Cutoff);
            for (int centre = 0; centre < frame.Structure.Count; centre++)
            {
                _list.Gather(centre, _term.Cutoff, _neighbourhood);
                _workspace.Differentiate(_neighbourhood, gradients: false, _instance, _visit);
            }

            return new Described([.. _x], [.. _cutoffs]);
        }

        private void Visit(DescriptorInstance instance)
        {
            for (int copy = 0; copy < instance.Multiplicity; copy++)
            {
                int start = _x.Count;
                System.Runtime.InteropServices.CollectionsMarshal.SetCount(_x, start + _order.Length);
                Span<double> target = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_x)[start..];
                for (int k = 0; k < _order.Length; k++)
                    target[_order[k]] = instance.X[k];
                _cutoffs.Add(instance.Covariance);
            }
        }
    }
}
