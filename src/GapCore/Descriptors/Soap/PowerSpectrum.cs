using GapCore.Numerics;

namespace GapCore.Descriptors.Soap;

/// <summary>
/// P_l(A, B) = (2l+1)^{-1/2} sum_m X_{A lm} X_{B lm} for B &lt;= A, off-diagonal elements times sqrt(2) (gap-math 3.4), and its adjoint.
/// GapSharp keeps the elements with l outermost; <see cref="ReferenceIndex"/> maps them to QUIP's order. X is laid out
/// [lm][A] with rows of <see cref="RowStride"/>.
/// </summary>
public sealed class PowerSpectrum
{
    private readonly int _lMax;
    private readonly int _radial;
    private readonly int[] _pairA;
    private readonly int[] _pairB;
    private readonly double[] _factor;
    private readonly bool _full;

    public PowerSpectrum(SoapParameters parameters)
    {
        _lMax = parameters.LMax;
        _radial = parameters.RadialCount;
        _full = !parameters.DiagonalRadial;
        RowStride = Simd.Pad(_radial);
        List<(int A, int B)> pairs = [];
        for (int a = 0; a < _radial; a++)
            for (int b = 0; b <= a; b++)
                if (_full || a % parameters.NMax == b % parameters.NMax)
                    pairs.Add((a, b));
        _pairA = pairs.Select(pair => pair.A).ToArray();
        _pairB = pairs.Select(pair => pair.B).ToArray();
        _factor = Enumerable.Range(0, _lMax + 1).Select(l => parameters.AngularNormFactor ? 1 / Math.Sqrt(2 * l + 1) : 1.0).ToArray();
        Length = (_lMax + 1) * _pairA.Length;
        ReferenceIndex = new int[Length];
        for (int l = 0; l <= _lMax; l++)
            for (int pair = 0; pair < _pairA.Length; pair++)
                ReferenceIndex[l * _pairA.Length + pair] = (_lMax + 1) * pair + l;
    }

    /// <summary>Elements, without the last one that holds covariance_sigma0.</summary>
    public int Length { get; }

    /// <summary>Distance between rows of X: the radial functions of all channels, padded to whole vectors.</summary>
    public int RowStride { get; }

    /// <summary>Numbers in an expansion X.</summary>
    public int ExpansionLength => (_lMax + 1) * (_lMax + 1) * RowStride;

    /// <summary>Position in QUIP's order of each of our elements.</summary>
    public int[] ReferenceIndex { get; }

    /// <summary>A of every element of one l.</summary>
    internal ReadOnlySpan<int> PairA => _pairA;

    /// <summary>B of every element of one l.</summary>
    internal ReadOnlySpan<int> PairB => _pairB;

    /// <summary>What the sum over m is multiplied by.</summary>
    internal double Factor(int l) => _factor[l];

    /// <summary>p from X; scratch holds RowStride^2 numbers.</summary>
    public void Forward(ReadOnlySpan<double> x, Span<double> p, Span<double> scratch)
    {
        Span<double> square = scratch[..(_radial * RowStride)];
        for (int l = 0; l <= _lMax; l++)
        {
            square.Clear();
            for (int m = 0; m < 2 * l + 1; m++)
            {
                ReadOnlySpan<double> row = x.Slice((l * l + m) * RowStride, RowStride);
                for (int a = 0; a < _radial; a++)
                    VectorProduct.AddScaled(row[..(a + 1)], row[a], square.Slice(a * RowStride, a + 1));
            }

            Span<double> target = p.Slice(l * _pairA.Length, _pairA.Length);
            double diagonal = _factor[l], offDiagonal = _factor[l] * Math.Sqrt(2);
            for (int pair = 0; pair < target.Length; pair++)
                target[pair] = square[_pairA[pair] * RowStride + _pairB[pair]] * (_pairA[pair] == _pairB[pair] ? diagonal : offDiagonal);
        }
    }

    /// <summary>de/dX from de/dp; scratch holds RowStride^2 numbers.</summary>
    public void Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> adjoint, Span<double> expansionAdjoint, Span<double> scratch)
    {
        Span<double> square = scratch[..(_radial * RowStride)];
        square.Clear();
        for (int l = 0; l <= _lMax; l++)
        {
            ReadOnlySpan<double> source = adjoint.Slice(l * _pairA.Length, _pairA.Length);
            double diagonal = 2 * _factor[l], offDiagonal = _factor[l] * Math.Sqrt(2);
            for (int pair = 0; pair < source.Length; pair++)
            {
                int a = _pairA[pair], b = _pairB[pair];
                double value = source[pair] * (a == b ? diagonal : offDiagonal);
                square[a * RowStride + b] = value;
                square[b * RowStride + a] = value;
            }

            for (int m = 0; m < 2 * l + 1; m++)
            {
                ReadOnlySpan<double> row = x.Slice((l * l + m) * RowStride, RowStride);
                Span<double> target = expansionAdjoint.Slice((l * l + m) * RowStride, RowStride);
                target.Clear();
                for (int b = 0; b < _radial; b++)
                    VectorProduct.AddScaled(square.Slice(b * RowStride, RowStride), row[b], target);
            }
        }
    }
}
