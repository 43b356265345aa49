namespace GapAnalysis.Thermodynamics;

/// <summary>What a draw of the bootstrap consists of.</summary>
public enum Resampling
{
    /// <summary>N/g samples of each series: right for simulations that do not know of each other.</summary>
    Samples,

    /// <summary>
    /// Whole sources (files), each an independent run over all temperatures: right for replica exchange, whose temperatures share
    /// configurations.
    /// </summary>
    Files,
}
