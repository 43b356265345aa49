using BenchmarkDotNet.Attributes;
using GapCore.Atoms;
using GapCore.Neighbours;
using GapCore.Numerics;
using GapCore.Potentials;

namespace GapSharp.Benchmarks.Stages;

/// <summary>Time per atom of each stage of an evaluation, one thread, the widest arithmetic of the processor.</summary>
public class StageBenchmarks
{
    private readonly NeighbourList _neighbours = new();
    private readonly NeighbourhoodBlock _scratch = new(StageCase.BlockSize);
    private StageCase _case = null!;
    private TermWorkspace _pairs = null!;
    private TermWorkspace _triplets = null!;
    private SoapStages _soap = null!;

    [GlobalSetup]
    public void Setup()
    {
        _case = StageCase.Load();
        _pairs = Workspace<Distance2bTerm>();
        _triplets = Workspace<Angle3bTerm>();
        _soap = new SoapStages(_case);
    }

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void Neighbours()
    {
        Structure structure = _case.Structure;
        _neighbours.Build(structure.Numbers, structure.Positions, structure.Cell, _case.Potential.Cutoff);
        for (int first = 0; first < StageCase.Atoms; first += StageCase.BlockSize)
            _scratch.Gather(_neighbours, first, StageCase.BlockSize, _case.Potential.Cutoff);
    }

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void Pairs() => Evaluate(_pairs);

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void Triplets() => Evaluate(_triplets);

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void Expansion() => _soap.Expand();

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void PowerSpectrum() => _soap.Spectrum();

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void KernelEnergy() => _soap.Kernel(gradients: false);

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void KernelEnergyAndGradient() => _soap.Kernel(gradients: true);

    [Benchmark(OperationsPerInvoke = StageCase.Atoms)]
    public void Reverse() => _soap.Reverse();

    [Benchmark]
    public GapPotential Load() => GapPotential.Load(StageCase.Model);

    private void Evaluate(TermWorkspace workspace)
    {
        foreach (NeighbourhoodBlock block in _case.Blocks)
            workspace.Evaluate(block, gradients: true);
    }

    private TermWorkspace Workspace<TTerm>() =>
        _case.Potential.Coordinates.First(term => term is TTerm).CreateWorkspace(StageCase.BlockSize, Simd.Best);
}
