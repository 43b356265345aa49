using GapCore.Evaluation;

namespace GapCli.Describe;

/// <summary>The descriptor vectors of one frame as a JSON line.</summary>
internal sealed record DescriptorDocument
{
    /// <summary>Index of the frame in the input, from 0.</summary>
    public required int Frame { get; init; }

    public required int Atoms { get; init; }

    /// <summary>Numbers per vector.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Atom of each vector, from 0; the first atom of pairs and triplets.</summary>
    public required int[] Centres { get; init; }

    public required double[][] Vectors { get; init; }

    internal static DescriptorDocument From(int frame, int atoms, DescriptorVectors vectors) => new()
    {
        Frame = frame,
        Atoms = atoms,
        Dimensions = vectors.Dimensions,
        Centres = vectors.Centres,
        Vectors = Evaluation.FrameDocument.Rows(vectors.Values, vectors.Dimensions),
    };
}
