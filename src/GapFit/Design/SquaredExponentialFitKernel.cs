namespace GapFit.Design;

/// <summary>k = delta^2 exp(-r^2/2) + f0^2.</summary>
internal sealed class SquaredExponentialFitKernel(double energyScale, double signalMean) : FitKernel
{
    internal override bool IsRadial => true;

    internal override double Evaluate(double product, double squaredDistance, out double slope)
    {
        slope = energyScale * energyScale * Math.Exp(-0.5 * squaredDistance);
        return slope + signalMean * signalMean;
    }
}
