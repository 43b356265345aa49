namespace GapCore.Tests.Reference;

/// <summary>Composite Gauss-Legendre quadrature, 16 nodes per panel: exact to rounding for smooth integrands.</summary>
internal static class Quadrature
{
    private const int Order = 16;
    private static readonly (double Node, double Weight)[] Rule = [.. Enumerable.Range(1, Order).Select(NodeAndWeight)];

    public static double Integrate(Func<double, double> integrand, double from, double to, int panels)
    {
        double half = (to - from) / (2 * panels);
        double sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = from + (2 * panel + 1) * half;
            foreach ((double node, double weight) in Rule)
                sum += weight * integrand(middle + half * node);
        }

        return half * sum;
    }

    /// <summary>erf(x) = 2/sqrt(pi) int_0^x exp(-t^2) dt.</summary>
    public static double Erf(double x) => 2 / Math.Sqrt(Math.PI) * Integrate(t => Math.Exp(-t * t), 0, Math.Min(x, 6.5), 12);

    /// <summary>Root number k of P_n by Newton's method, weight 2/((1-x^2) P_n'(x)^2).</summary>
    private static (double Node, double Weight) NodeAndWeight(int k)
    {
        double x = Math.Cos(Math.PI * (k - 0.25) / (Order + 0.5));
        double slope = 0;
        for (int iteration = 0; iteration < 100; iteration++)
        {
            double previous = 1;
            double value = x;
            for (int l = 2; l <= Order; l++)
                (previous, value) = (value, ((2 * l - 1) * x * value - (l - 1) * previous) / l);
            slope = Order * (x * value - previous) / (x * x - 1);
            double step = value / slope;
            x -= step;
            if (Math.Abs(step) < 1e-16)
                break;
        }

        return (x, 2 / ((1 - x * x) * slope * slope));
    }
}
