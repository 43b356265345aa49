using GapCore.Atoms;
using GapCore.Evaluation;
using GapSharp.V1;

namespace GapServer.Models;

/// <summary>A named model and the evaluation behind it. Thread-safe: any number of calls at a time.</summary>
public interface IForceModel : IDisposable
{
    /// <summary>Name that requests give.</summary>
    string Name { get; }

    /// <summary>What ListModels and GetModel tell.</summary>
    Model Card { get; }

    /// <summary>Evaluates atoms (numbers N, positions 3N in A) into <paramref name="result"/>; the input is validated.</summary>
    /// <exception cref="GapCore.GapException">The input is wrong, in one line.</exception>
    void Evaluate(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, Properties properties, EvaluationResult result);

    /// <summary>Descriptor vectors of one of the model's coordinates, counted from 0.</summary>
    DescriptorVectors Describe(int coordinate, Structure structure);
}
