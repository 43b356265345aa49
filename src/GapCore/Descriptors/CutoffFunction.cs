namespace GapCore.Descriptors;

/// <summary>
/// fc(r) = 1 up to rc - w, then [cos(pi (r - rc + w)/w) + 1]/2, and 0 beyond rc (gap-math 2). Lengths in A.
/// </summary>
public readonly record struct CutoffFunction(double Cutoff, double TransitionWidth)
{
    /// <summary>fc and dfc/dr.</summary>
    public double Evaluate(double r, out double derivative)
    {
        derivative = 0;
        if (r > Cutoff)
            return 0;
        double inner = Cutoff - TransitionWidth;
        if (r <= inner)
            return 1;
        (double sine, double cosine) = Math.SinCos(Math.PI * (r - inner) / TransitionWidth);
        derivative = -0.5 * Math.PI / TransitionWidth * sine;
        return 0.5 * (cosine + 1);
    }
}
