namespace GapAnalysis.Thermodynamics;

/// <summary>How the densities of states of several temperatures become one.</summary>
public enum HeatCapacityMethod
{
    /// <summary><see cref="MultipleHistogram"/>.</summary>
    Histogram,

    /// <summary><see cref="Thermodynamics.Mbar"/>.</summary>
    Mbar,

    /// <summary>The histogram, and MBAR beside it to show what the bins change.</summary>
    Both,
}
