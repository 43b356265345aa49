using System.Security.Cryptography;
using GapCore;
using GapCore.Atoms;
using GapCore.Evaluation;
using GapCore.Potentials;
using GapSharp.V1;

namespace GapServer.Models;

/// <summary>A GAP potential from a file, evaluated by a pool of evaluators.</summary>
public sealed class GapModel : IForceModel
{
    private readonly EvaluatorPool _pool;

    private GapModel(string name, GapPotential potential, string sha256, int threads)
    {
        Name = name;
        _pool = new EvaluatorPool(potential, threads);
        Card = CreateCard(name, potential, sha256, threads);
    }

    public string Name { get; }

    public Model Card { get; }

    /// <summary>Reads a potential; <paramref name="threads"/> work on each evaluation, its kernels compressed or not.</summary>
    /// <exception cref="GapException">The file cannot be read, is malformed or needs something unsupported.</exception>
    public static GapModel Load(ModelSource source, int threads, bool compress = true) =>
        new(source.Name, GapPotential.Load(source.Path, compress), Hash(source.Path), threads);

    public void Evaluate(
        ReadOnlySpan<int> numbers, ReadOnlySpan<double> positions, Cell cell, Properties properties, EvaluationResult result)
    {
        GapEvaluator evaluator = _pool.Rent();
        try
        {
            evaluator.Evaluate(numbers, positions, cell, properties, result);
        }
        catch (Exception failure) when (failure is not GapException)
        {
            // Nothing is known about the workspace after a defect: start afresh.
            evaluator.Dispose();
            throw;
        }
        catch
        {
            _pool.Return(evaluator);
            throw;
        }

        _pool.Return(evaluator);
    }

    public DescriptorVectors Describe(int coordinate, Structure structure) =>
        coordinate >= 0 && coordinate < Card.Coordinates.Count
            ? DescriptorCalculator.Describe(_pool.Potential, coordinate, structure)
            : throw new GapException(GapErrorKind.Argument,
                $"descriptor_coordinate is {coordinate}, expected 0 to {Card.Coordinates.Count - 1} for model '{Name}'");

    public void Dispose() => _pool.Dispose();

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static Model CreateCard(string name, GapPotential potential, string sha256, int threads)
    {
        var card = new Model
        {
            Name = name,
            Label = potential.Definition.Label,
            Cutoff = potential.Cutoff,
            Sha256 = sha256,
            Threads = threads,
        };
        card.Species.AddRange(potential.Species);
        card.Coordinates.AddRange(potential.Definition.Coordinates.Select(coordinate => new Coordinate
        {
            Descriptor_ = coordinate.Descriptor,
            Kernel = KernelName(coordinate.Kernel),
            Dimensions = coordinate.Dimensions,
            SparsePoints = coordinate.SparseCount,
        }));
        return card;
    }

    /// <summary>QUIP's spelling.</summary>
    private static string KernelName(KernelKind kernel) => kernel switch
    {
        KernelKind.SquaredExponential => "ard_se",
        KernelKind.DotProduct => "dot_product",
        KernelKind.BondRealSpace => "bond_real_space",
        _ => "pp",
    };
}
