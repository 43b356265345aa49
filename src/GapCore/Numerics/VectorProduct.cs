using System.Numerics;

namespace GapCore.Numerics;

/// <summary>Products of vectors.</summary>
internal static class VectorProduct
{
    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> first = Vector<double>.Zero, second = Vector<double>.Zero;
        int width = Vector<double>.Count;
        int i = 0;
        for (; i + 2 * width <= a.Length; i += 2 * width)
        {
            first += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            second += new Vector<double>(a[(i + width)..]) * new Vector<double>(b[(i + width)..]);
        }

        double sum = Vector.Sum(first + second);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += factor * source.</summary>
    internal static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        Vector<double> factors = new(factor);
        int i = 0;
        for (; i + Vector<double>.Count <= source.Length; i += Vector<double>.Count)
            (new Vector<double>(target[i..]) + factors * new Vector<double>(source[i..])).CopyTo(target[i..]);
        for (; i < source.Length; i++)
            target[i] += factor * source[i];
    }
}
