using GapCore;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapServer.Models;
using GapSharp.V1;

namespace GapServer.Tests.Support;

/// <summary>
/// A model with a closed form, for tests of the transport: every atom hangs on a spring at the origin, e = stiffness |r|^2 / 2,
/// F = -stiffness r, W = sum r (x) F. Knows sodium alone. Holds evaluations back at will.
/// </summary>
internal sealed class SpringModel(string name, double stiffness = 1.0) : IForceModel
{
    private int _running;
    private int _mostRunning;

    public string Name => name;

    public Model Card { get; } = new()
    {
        Name = name,
        Label = $"springs of {stiffness} eV/A^2",
        Cutoff = 5.0,
        Threads = 1,
        Species = { 11 },
    };

    /// <summary>Evaluations wait until it is set.</summary>
    internal ManualResetEventSlim Go { get; } = new(true);

    /// <summary>Released once by every evaluation that begins.</summary>
    internal SemaphoreSlim Begun { get; } = new(0);

    /// <summary>Thrown by evaluations of a single atom, when set.</summary>
    internal Exception? Defect { get; set; }

    internal int MostRunning => _mostRunning;

    internal bool IsDisposed { get; private set; }

    public void Evaluate(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, Properties properties, EvaluationResult result)
    {
        Structure.Validate(numbers, positions);
        foreach (int number in numbers)
            if (number != 11)
                throw new GapException(GapErrorKind.Species, $"species {Elements.Symbol(number)} is unknown to {name}, expected Na");
        if (Defect is not null && numbers.Length == 1)
            throw Defect;
        Hold();
        result.Reset(numbers.Length, properties | Properties.Energy);
        for (int i = 0; i < numbers.Length; i++)
            Add(positions.Slice(3 * i, 3), i, properties, result);
    }

    public DescriptorVectors Describe(int coordinate, Structure structure) => coordinate == 0
        ? new DescriptorVectors(structure.Count, 3, structure.Positions.ToArray(), [.. Enumerable.Range(0, structure.Count)])
        : throw new GapException(GapErrorKind.Argument, $"descriptor_coordinate is {coordinate}, expected 0");

    public void Dispose() => IsDisposed = true;

    private void Add(ReadOnlySpan<double> position, int atom, Properties properties, EvaluationResult result)
    {
        double energy = 0;
        for (int k = 0; k < 3; k++)
        {
            double force = -stiffness * position[k];
            energy -= position[k] * force / 2;
            if ((properties & Properties.Forces) != 0)
                result.Forces[3 * atom + k] = force;
            for (int j = 0; j < 3; j++)
            {
                result.Virial[3 * j + k] += position[j] * force;
                if ((properties & Properties.LocalVirials) != 0)
                    result.LocalVirials[9 * atom + 3 * j + k] = position[j] * force;
            }
        }

        result.Energy += energy;
        if ((properties & Properties.LocalEnergies) != 0)
            result.LocalEnergies[atom] = energy;
        if ((properties & Properties.Variances) != 0)
            result.Variances[atom] = stiffness * atom;
        if ((properties & Properties.PosteriorVariances) != 0)
            result.PosteriorVariances[atom] = stiffness * (atom + 1);
    }

    private void Hold()
    {
        int running = Interlocked.Increment(ref _running);
        InterlockedMax(ref _mostRunning, running);
        Begun.Release();
        try
        {
            if (!Go.Wait(TimeSpan.FromSeconds(60)))
                throw new TimeoutException("the test never let this evaluation go");
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = target; seen < value;)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
                return;
            seen = before;
        }
    }
}
