using System.Numerics;

namespace GapCore.Numerics;

/// <summary>Dot product of two spans.</summary>
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
}
