namespace GapFit.Options;

/// <summary>Where isolated-atom energies come from when they are not given (<c>e0_method</c>).</summary>
public enum IsolatedAtomMethod
{
    /// <summary>One configuration of a single atom per species.</summary>
    Isolated,

    /// <summary>The mean energy per atom, the same for every species.</summary>
    Average,
}
