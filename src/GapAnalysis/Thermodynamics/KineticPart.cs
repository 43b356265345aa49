namespace GapAnalysis.Thermodynamics;

/// <summary>What the motion adds to the heat capacity of the potential energy.</summary>
public enum KineticPart
{
    /// <summary>(3N - 6)/2 k_B: molecular dynamics of a cluster without momentum and angular momentum.</summary>
    Cluster,

    /// <summary>3N/2 k_B: every momentum is free, as plain Monte Carlo of positions supposes.</summary>
    MonteCarlo,
}
