using GapFit.Sparsification;

namespace GapFit.Tests.Sparsification;

/// <summary>Instances from memory, in blocks of any size; what a block lent is spoilt once the visitor returns.</summary>
internal sealed class MemorySource(double[][] vectors, int blockSize = 7, int[]? frames = null) : IInstanceSource
{
    public int Dimensions { get; } = vectors.Length > 0 ? vectors[0].Length : 2;

    public int Count => vectors.Length;

    /// <summary>Scans so far.</summary>
    public int Scans { get; private set; }

    public static double Cutoff(long index) => 1 / (index + 1.0);

    public void Scan(Action<InstanceBlock> visit)
    {
        Scans++;
        double[] x = new double[blockSize * Dimensions + 1];
        double[] cutoffs = new double[blockSize];
        int[] owners = new int[blockSize];
        for (int first = 0; first < vectors.Length; first += blockSize)
        {
            int count = Math.Min(blockSize, vectors.Length - first);
            for (int i = 0; i < count; i++)
            {
                vectors[first + i].CopyTo(x, i * Dimensions);
                cutoffs[i] = Cutoff(first + i);
                owners[i] = frames?[first + i] ?? (first + i) / 10;
            }

            visit(new InstanceBlock(first, count, x, cutoffs, owners));
            Array.Fill(x, double.NaN);
            Array.Fill(cutoffs, double.NaN);
            Array.Fill(owners, -1);
        }
    }
}
