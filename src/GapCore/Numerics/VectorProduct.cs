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

    /// <summary>|a - b|^2.</summary>
    internal static double SquaredDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i + Vector<double>.Count <= a.Length; i += Vector<double>.Count)
        {
            Vector<double> difference = new Vector<double>(a[i..]) - new Vector<double>(b[i..]);
            sum += difference * difference;
        }

        double square = Vector.Sum(sum);
        for (; i < a.Length; i++)
            square += (a[i] - b[i]) * (a[i] - b[i]);
        return square;
    }

    /// <summary>target += factor * source.</summary>
    internal static void AddScaled(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        Vector<double> factors = new(factor);
        int i = 0;
        for (; i + Vector<double>.Count <= source.Length; i += Vector<double>.Count)
            Vector.MultiplyAddEstimate(factors, new Vector<double>(source[i..]), new Vector<double>(target[i..])).CopyTo(target[i..]);
        for (; i < source.Length; i++)
            target[i] += factor * source[i];
    }

    /// <summary>target *= factor.</summary>
    internal static void Scale(Span<double> target, double factor)
    {
        int i = 0;
        for (; i + Vector<double>.Count <= target.Length; i += Vector<double>.Count)
            (factor * new Vector<double>(target[i..])).CopyTo(target[i..]);
        for (; i < target.Length; i++)
            target[i] *= factor;
    }
}
