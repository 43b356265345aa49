namespace GapFit.Design;

/// <summary>k = delta^2 (1-r)^{J+1} ((J+1) r + 1) + f0^2 below r = 1, J = floor(d/2) + 2; dk/dr = -delta^2 (J+1)(J+2) r (1-r)^J.</summary>
internal sealed class PiecewisePolynomialFitKernel(double energyScale, double signalMean, int dimensions) : FitKernel
{
    private readonly int _order = dimensions / 2 + 2;

    internal override bool IsRadial => true;

    internal override double Evaluate(double product, double squaredDistance, out double slope)
    {
        double r = Math.Sqrt(squaredDistance);
        slope = 0;
        double value = signalMean * signalMean;
        if (r >= 1)
            return value;
        double variance = energyScale * energyScale, power = Math.Pow(1 - r, _order);
        slope = variance * (_order + 1) * (_order + 2) * power;
        return value + variance * power * (1 - r) * ((_order + 1) * r + 1);
    }
}
