using GapCore.Numerics;

namespace GapCore.Descriptors;

/// <summary>
/// One descriptor instance of a centre and its derivatives by the positions of the neighbours it depends on (the derivative by the centre's
/// own position is minus their sum). Reused from instance to instance; one per thread.
/// </summary>
internal sealed class DescriptorInstance
{
    /// <param name="dimensions">Components d of the descriptor.</param>
    internal DescriptorInstance(int dimensions)
    {
        Dimensions = dimensions;
        Stride = Simd.Pad(dimensions);
        X = new double[Stride];
    }

    /// <summary>d.</summary>
    internal int Dimensions { get; }

    /// <summary>Distance between rows of <see cref="Gradient"/>: d padded to whole vectors with zeros.</summary>
    internal int Stride { get; }

    /// <summary>Components, in the order that the coordinate's ComponentOrder states.</summary>
    internal double[] X { get; }

    /// <summary>Covariance cutoff f_q.</summary>
    internal double Covariance { get; set; }

    /// <summary>How many instances of QUIP's list this one stands for: 2 for a triplet, which counts from both ends.</summary>
    internal int Multiplicity { get; set; } = 1;

    /// <summary>Neighbours it depends on.</summary>
    internal int Count { get; private set; }

    /// <summary>Index of each into the centre's neighbourhood.</summary>
    internal int[] Neighbours { get; private set; } = [];

    /// <summary>dX/dr of neighbour e along axis a: row 3 e + a (1/A times the component's unit).</summary>
    internal double[] Gradient { get; private set; } = [];

    /// <summary>df_q/dr of neighbour e along axis a at 3 e + a (1/A).</summary>
    internal double[] CovarianceGradient { get; private set; } = [];

    /// <summary>Starts an instance of that many neighbours. Rows hold leftovers until they are written; padding stays zero.</summary>
    internal void Begin(int count)
    {
        Count = count;
        if (Neighbours.Length >= count)
            return;
        int size = count * 5 / 4;
        Neighbours = new int[size];
        Gradient = new double[3 * size * Stride];
        CovarianceGradient = new double[3 * size];
    }
}
