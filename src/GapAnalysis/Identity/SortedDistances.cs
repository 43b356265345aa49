using GapCore;
using GapCore.Atoms;

namespace GapAnalysis.Identity;

/// <summary>The interatomic distances of a cluster in ascending order, those of each pair of elements by themselves. Immutable.</summary>
public sealed class SortedDistances
{
    private readonly double[] _values;

    private SortedDistances(double[] values) => _values = values;

    /// <summary>A; N(N-1)/2, pairs of elements one after another.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Distances of a free cluster.</summary>
    public static SortedDistances Of(Structure structure)
    {
        ReadOnlySpan<int> numbers = structure.Numbers;
        ReadOnlySpan<double> positions = structure.Positions;
        int count = numbers.Length * (numbers.Length - 1) / 2;
        var pairs = new int[count];
        var values = new double[count];
        int pair = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            for (int j = 0; j < i; j++, pair++)
            {
                (int lighter, int heavier) = numbers[i] < numbers[j] ? (numbers[i], numbers[j]) : (numbers[j], numbers[i]);
                pairs[pair] = lighter * (Elements.MaxAtomicNumber + 1) + heavier;
                double x = positions[3 * i] - positions[3 * j];
                double y = positions[3 * i + 1] - positions[3 * j + 1];
                double z = positions[3 * i + 2] - positions[3 * j + 2];
                values[pair] = Math.Sqrt(x * x + y * y + z * z);
            }
        }

        Array.Sort(pairs, values);
        for (int start = 0, end; start < count; start = end)
        {
            end = start + pairs.AsSpan(start).LastIndexOf(pairs[start]) + 1;
            Array.Sort(values, start, end - start);
        }

        return new SortedDistances(values);
    }

    /// <summary>max_k |d_k - d'_k| / ((d_k + d'_k)/2).</summary>
    /// <exception cref="GapException">Argument: another number of atoms.</exception>
    public double DifferenceFrom(SortedDistances other) => RelativeDifference.Largest(_values, other._values, 0);
}
