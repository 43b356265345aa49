namespace GapAnalysis.Thermodynamics;

/// <summary>Where the statistical inefficiency g of a series comes from, and what its samples weigh.</summary>
public enum Correlation
{
    /// <summary>
    /// From deviations from the series' own mean; its samples weigh 1/g. Right for runs that are much longer than their slowest motion.
    /// </summary>
    Own,

    /// <summary>
    /// From deviations from the mean that all temperatures together give; all samples weigh the same. For rare transitions, as of a cluster
    /// that melts and freezes some times only: by itself a run that saw none has a small g, and would have a small error and a large weight.
    /// </summary>
    Common,
}
