using GapFit.Data;

namespace GapFit.Design;

/// <summary>Which rows of the design matrix a frame gives: its energy, then forces in atom order, then six virial components.</summary>
internal readonly struct RowLayout
{
    internal const int VirialRows = 6;

    internal RowLayout(FitFrame frame)
    {
        HasEnergy = frame.Energy is not null;
        HasForces = frame.Gradient is not null;
        HasVirial = frame.StrainGradient is not null;
        Atoms = frame.Structure.Count;
        FirstForce = HasEnergy ? 1 : 0;
        FirstVirial = FirstForce + (HasForces ? 3 * Atoms : 0);
        Count = FirstVirial + (HasVirial ? VirialRows : 0);
    }

    internal int Atoms { get; }

    internal bool HasEnergy { get; }

    internal bool HasForces { get; }

    internal bool HasVirial { get; }

    internal bool HasDerivatives => HasForces || HasVirial;

    internal int FirstForce { get; }

    internal int FirstVirial { get; }

    internal int Count { get; }

    /// <summary>Target of every row and the square root of its weight, 1/sigma; 0 for rows that are masked out.</summary>
    internal static void Targets(FitFrame frame, Span<double> targets, Span<double> weights)
    {
        RowLayout layout = new(frame);
        if (layout.HasEnergy)
            (targets[0], weights[0]) = (frame.Energy!.Value, Weight(frame.EnergySigma));
        if (layout.HasForces)
            Copy(frame.Gradient!, frame.GradientSigma!, targets[layout.FirstForce..], weights[layout.FirstForce..]);
        if (layout.HasVirial)
            Copy(frame.StrainGradient!, frame.StrainSigma!, targets[layout.FirstVirial..], weights[layout.FirstVirial..]);
    }

    private static void Copy(double[] values, double[] sigmas, Span<double> targets, Span<double> weights)
    {
        for (int i = 0; i < values.Length; i++)
            (targets[i], weights[i]) = (values[i], Weight(sigmas[i]));
    }

    private static double Weight(double sigma) => sigma > 0 ? 1 / sigma : 0;
}
