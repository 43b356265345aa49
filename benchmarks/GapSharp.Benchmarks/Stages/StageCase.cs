using GapCore.Atoms;
using GapCore.IO.ExtendedXyz;
using GapCore.Neighbours;
using GapCore.Potentials;

namespace GapSharp.Benchmarks.Stages;

/// <summary>The model and structure that the stages run on, with the neighbourhoods of the first <see cref="Atoms"/> atoms gathered.</summary>
internal sealed class StageCase
{
    /// <summary>Atoms per invocation: ten blocks.</summary>
    internal const int Atoms = 480;

    internal const int BlockSize = 48;

    private static (string Model, string Structure) chosen;

    private StageCase()
    {
        Potential = GapPotential.Load(chosen.Model);
        Structure = ExtendedXyzReader.Read(chosen.Structure).First().Structure;
        NeighbourList neighbours = new();
        neighbours.Build(Structure.Numbers, Structure.Positions, Structure.Cell, Potential.Cutoff);
        for (int i = 0; i < Blocks.Length; i++)
        {
            Blocks[i] = new NeighbourhoodBlock(BlockSize);
            Blocks[i].Gather(neighbours, i * BlockSize, BlockSize, Potential.Cutoff);
        }
    }

    internal GapPotential Potential { get; }

    internal Structure Structure { get; }

    internal NeighbourhoodBlock[] Blocks { get; } = new NeighbourhoodBlock[Atoms / BlockSize];

    internal static string Model => chosen.Model;

    internal static void Choose(string model, string structure) => chosen = (model, structure);

    internal static StageCase Load() => new();
}
