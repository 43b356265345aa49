namespace GapFit.Design;

/// <summary>k = delta^2 c^zeta.</summary>
internal sealed class DotProductFitKernel : FitKernel
{
    private readonly double _variance;
    private readonly double _zeta;
    private readonly int _integerZeta;

    internal DotProductFitKernel(double energyScale, double zeta)
    {
        _variance = energyScale * energyScale;
        _zeta = zeta;
        double rounded = Math.Round(zeta);
        _integerZeta = Math.Abs(zeta - rounded) < 1e-14 && rounded is >= 1 and <= 64 ? (int)rounded : 0;
    }

    internal override bool IsRadial => false;

    internal override double Evaluate(double product, double squaredDistance, out double slope)
    {
        double power = _integerZeta > 0 ? Power(product, _integerZeta - 1) : product == 0 ? 0 : Math.Pow(product, _zeta - 1);
        slope = _variance * _zeta * power;
        return _variance * power * product;
    }

    private static double Power(double x, int exponent)
    {
        double result = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
            if ((exponent & 1) != 0)
                result *= x;
        return result;
    }
}
